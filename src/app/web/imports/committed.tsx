import { useReader } from '../frame/reader.ts'
import { useAnswer } from '../frame/use-answer.ts'
import { addressOf } from '../route.ts'
import { type Batch, NEW_COVERAGE, type NewCoverageAnswer } from './batch-queries.ts'

/** What the officer did it for: the percentage as it stands now. */
export function Committed({ batch }: { readonly batch: Batch }) {
  const { say, figures } = useReader()
  const code = batch.area?.code ?? null
  const variables = { code, asOf: batch.asOf }
  const { answer } = useAnswer<NewCoverageAnswer>(code && batch.asOf ? NEW_COVERAGE : null, variables)
  const coverage = answer?.area?.coverage
  if (!coverage || code === null || batch.asOf === null) return null
  return (
    <section class="headline" aria-label={say('newCoverage')} role="status">
      <p class="quiet">{`${say('newCoverage')}: ${batch.area?.fullName}, ${figures.day(batch.asOf)}`}</p>
      <p class="big">{figures.percent(coverage.coverageRate)}</p>
      <p>
        {`${figures.count(coverage.covered)} / ${figures.count(coverage.population)} `}
        <a href={addressOf('coverage', [code], { day: batch.asOf })}>{say('openCoverage')}</a>
      </p>
    </section>
  )
}
