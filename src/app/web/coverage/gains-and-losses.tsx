import { Failure, Loading } from '../frame/failure.tsx'
import { Folded } from '../frame/folded.tsx'
import { useReader } from '../frame/reader.ts'
import { ScrollTable } from '../frame/scroll-table.tsx'
import { useAnswer } from '../frame/use-answer.ts'
import type { AreaLevel } from '../hub/answers.ts'
import { CHANGES, type ChangesAnswer, type ChangesRow } from './coverage-queries.ts'
import type { View } from './view.ts'

interface GainsAndLossesProps {
  readonly code: string
  readonly level: AreaLevel
  /** With a day to compare with. */
  readonly view: View
}

/** Whom the area gained and lost since the compared day, by reason: counted from persons, for who may see them. */
export function GainsAndLosses({ code, level, view }: GainsAndLossesProps) {
  const { say, figures } = useReader()
  // The two days in their order, whichever of them is looked at.
  const [from, until] = [view.compare, view.day].toSorted() as [string, string]
  const title = say('gainsAndLosses', { from: figures.day(from), until: figures.day(until) })
  return <Folded title={title}>{() => <Changes asked={{ within: code, level, from, until }} title={title} />}</Folded>
}

interface ChangesProps {
  readonly asked: Readonly<Record<string, string>>
  readonly title: string
}

function Changes({ asked, title }: ChangesProps) {
  const { say, figures } = useReader()
  const { answer, failure, again } = useAnswer<ChangesAnswer>(CHANGES, asked)
  if (failure) return <Failure failure={failure} again={again} />
  if (answer === null) return <Loading />
  const [row] = answer.coverageChanges
  if (row === undefined) return <p class="quiet">{say('gainsUnknown')}</p>
  if (row.parts.length === 0) return <p class="quiet">{say('gainsNone')}</p>
  return (
    <>
      <p>
        {say('coveredFromTo', { before: figures.count(row.coveredBefore), after: figures.count(row.coveredAfter) })}
      </p>
      <ReasonTable row={row} title={title} />
    </>
  )
}

function ReasonTable({ row, title }: { readonly row: ChangesRow; readonly title: string }) {
  const { say } = useReader()
  return (
    <ScrollTable label={title}>
      <thead>
        <tr>
          <th scope="col">{say('reason')}</th>
          <th scope="col" class="number">
            {say('gainedPersons')}
          </th>
          <th scope="col" class="number">
            {say('lostPersons')}
          </th>
        </tr>
      </thead>
      <tbody>
        {row.parts.map((part) => (
          <Line key={part.reason} name={say.term('CoverageChangeReason', part.reason)} counts={part} />
        ))}
        <Line name={say('together')} counts={row} />
      </tbody>
    </ScrollTable>
  )
}

interface LineProps {
  readonly name: string
  readonly counts: { readonly gained: number; readonly lost: number }
}

function Line({ name, counts }: LineProps) {
  const { figures } = useReader()
  return (
    <tr>
      <th scope="row">{name}</th>
      <td class="number">{figures.count(counts.gained)}</td>
      <td class="number">{figures.count(counts.lost)}</td>
    </tr>
  )
}
