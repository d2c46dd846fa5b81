import { Failure, Loading } from '../frame/failure.tsx'
import { useReader } from '../frame/reader.ts'
import { ScrollTable } from '../frame/scroll-table.tsx'
import { useAnswer } from '../frame/use-answer.ts'
import type { AreaLevel } from '../hub/answers.ts'
import type { Say } from '../words/words.ts'
import { Bar } from './bar.tsx'
import { SPLIT, type SplitAnswer, type SplitRow } from './coverage-queries.ts'
import { TakeTable } from './take-table.tsx'
import { tableAsked, type View } from './view.ts'

interface SplitProps {
  readonly code: string
  readonly level: AreaLevel
  readonly view: View
}

/** The area by class, group, code, sex or age: counted from persons, for no office states that. */
export function Split({ code, level, view }: SplitProps) {
  const { say, figures } = useReader()
  const variables = { within: code, level, day: view.day, borders: view.borders || null, by: [view.by] }
  const { answer, failure, again } = useAnswer<SplitAnswer>(SPLIT, variables)
  const title = say.term('CoverageDimension', view.by)
  return (
    <section>
      <h2>{`${say('splitBy')} ${title}`}</h2>
      {failure && <Failure failure={failure} again={again} />}
      {answer === null && !failure && <Loading />}
      {answer?.coverage.rows.length === 0 && <p class="quiet">{say('splitNone')}</p>}
      {answer !== null && answer.coverage.rows.length > 0 && (
        <ScrollTable label={title}>
          <thead>
            <tr>
              <th scope="col">{say('group')}</th>
              <th scope="col" class="number">
                {say('population')}
              </th>
              <th scope="col" class="number">
                {say('covered')}
              </th>
              <th scope="col" class="number">
                {say('rate')}
              </th>
              <td />
            </tr>
          </thead>
          <tbody>
            {answer.coverage.rows.map((row) => (
              <tr key={nameOf(row, say)}>
                <th scope="row">{nameOf(row, say)}</th>
                <td class="number">{row.suppressed ? say('suppressed') : figures.count(row.population)}</td>
                <td class="number">{figures.count(row.covered)}</td>
                <td class="number">{figures.percent(row.coverageRate)}</td>
                <td>
                  <Bar share={row.coverageRate} target={null} />
                </td>
              </tr>
            ))}
          </tbody>
        </ScrollTable>
      )}
      {answer !== null && <TakeTable asked={{ ...tableAsked(code, view), level, by: view.by, basis: 'REGISTRY' }} />}
    </section>
  )
}

function nameOf(row: SplitRow, say: Say): string {
  if (row.householdClass !== null) return say.term('HouseholdClass', row.householdClass)
  if (row.participantGroup !== null) return say.term('ParticipantGroup', row.participantGroup)
  if (row.sex !== null) return say.term('Sex', row.sex)
  if (row.ageBand !== null) return say.term('AgeBand', row.ageBand)
  return row.participantCode ?? say('unknown')
}
