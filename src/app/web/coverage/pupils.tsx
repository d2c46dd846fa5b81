import { Failure, Loading } from '../frame/failure.tsx'
import { Folded } from '../frame/folded.tsx'
import { useReader } from '../frame/reader.ts'
import { useAnswer } from '../frame/use-answer.ts'
import type { AreaLevel } from '../hub/answers.ts'
import { PUPILS, type PupilsAnswer, type PupilsRow } from './coverage-queries.ts'
import { Against, Fact, Source } from './standing.tsx'
import type { View } from './view.ts'

interface PupilsProps {
  readonly code: string
  readonly level: AreaLevel
  readonly view: View
}

/** Pupils and students of the area: a measure with a target of its own. */
export function Pupils(props: PupilsProps) {
  const { say } = useReader()
  return <Folded title={say('pupils')}>{() => <PupilsOf {...props} />}</Folded>
}

function PupilsOf({ code, level, view }: PupilsProps) {
  const { say, figures } = useReader()
  const variables = { within: code, level, day: view.day, basis: view.basis || null }
  const { answer, failure, again } = useAnswer<PupilsAnswer>(PUPILS, variables)
  if (failure) return <Failure failure={failure} again={again} />
  if (answer === null) return <Loading />
  const row = answer.studentCoverage.find(({ students, covered }) => students !== null || covered !== null)
  if (row === undefined) return <p class="quiet">{say('pupilsNone', { day: figures.day(view.day) })}</p>
  return <Known row={row} />
}

function Known({ row }: { readonly row: PupilsRow }) {
  const { say, figures } = useReader()
  return (
    <>
      <dl class="facts">
        <Fact name={say('rate')} value={figures.percent(row.coverageRate)} />
        <Fact name={say('covered')} value={figures.count(row.covered)} />
        <Fact name={say('pupils')} value={figures.count(row.students)} />
        <Fact name={say('uncovered')} value={figures.count(row.uncovered)} />
        <Against row={row} />
      </dl>
      <ul class="plain">
        {row.coveredSource && <Source name={say('sourceCovered')} source={row.coveredSource} basis={row.basis} />}
        {row.studentsSource && <Source name={say('pupils')} source={row.studentsSource} basis={row.basis} />}
      </ul>
    </>
  )
}
