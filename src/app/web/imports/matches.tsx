import { Failure, Loading } from '../frame/failure.tsx'
import { useReader } from '../frame/reader.ts'
import { ScrollTable } from '../frame/scroll-table.tsx'
import { useAnswer } from '../frame/use-answer.ts'
import type { Act } from './batch-page.tsx'
import { type Batch, type Candidate, DECIDE, MATCHES, type Match, type MatchesAnswer } from './batch-queries.ts'

interface MatchesProps {
  readonly batch: Batch
  readonly busy: boolean
  readonly act: Act
}

/** Rows that may be one of several persons, each beside those it may be. */
export function Matches({ batch, busy, act }: MatchesProps) {
  const { say } = useReader()
  const asked = useAnswer<MatchesAnswer>(batch.matches.length > 0 ? MATCHES : null, { id: batch.id })
  const elsewhere = batch.issueGroups.find(({ code }) => code === 'person-elsewhere')
  const held = elsewhere && <p class="quiet">{say('matchesElsewhere', { count: elsewhere.count })}</p>
  if (batch.matches.length === 0) return held ?? <p>{say('matchesNone')}</p>
  return (
    <section>
      <h2>{say('partMatches')}</h2>
      {held}
      <p class="quiet">{say('matchHint')}</p>
      {asked.failure && <Failure failure={asked.failure} again={asked.again} />}
      {asked.answer === null && !asked.failure && <Loading />}
      {asked.answer?.importBatch?.matches.map((match) => (
        <OneMatch
          key={match.address}
          match={match}
          disabled={busy || batch.status !== 'CHECKED'}
          decide={(personId) => act(DECIDE, { batchId: batch.id, sheet: match.sheet, row: match.row, personId })}
        />
      ))}
    </section>
  )
}

interface OneMatchProps {
  readonly match: Match
  readonly disabled: boolean
  readonly decide: (personId: string | null) => void
}

function OneMatch({ match, disabled, decide }: OneMatchProps) {
  const { say } = useReader()
  const inTheRow = `${say('inTheRow')}: ${match.fullName}, ${match.address}`
  return (
    <>
      <h3>{inTheRow}</h3>
      <ScrollTable label={inTheRow}>
        <thead>
          <tr>
            <th scope="col">{say('candidate')}</th>
            <th scope="col">{say('born')}</th>
            <th scope="col">{say('sex')}</th>
            <th scope="col">{say('nationalId')}</th>
            <th scope="col">{say('socialInsuranceNumber')}</th>
            <th scope="col">{say('livesIn')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {match.candidates.map((candidate) => (
            <CandidateRow key={candidate.id} candidate={candidate} disabled={disabled} decide={decide} />
          ))}
        </tbody>
      </ScrollTable>
      {match.mayBeNew && (
        <button type="button" disabled={disabled} onClick={() => decide(null)}>
          {say('newPerson')}
        </button>
      )}
    </>
  )
}

interface CandidateRowProps {
  readonly candidate: Candidate
  readonly disabled: boolean
  readonly decide: (personId: string) => void
}

function CandidateRow({ candidate, disabled, decide }: CandidateRowProps) {
  const { say, figures } = useReader()
  const born = candidate.birthDate === null ? String(candidate.birthYear ?? '–') : figures.day(candidate.birthDate)
  return (
    <tr>
      <th scope="row">{candidate.fullName ?? say('unknown')}</th>
      <td>{born}</td>
      <td>{candidate.sex === null ? '–' : say.term('Sex', candidate.sex)}</td>
      <td>{candidate.nationalId ?? '–'}</td>
      <td>{candidate.socialInsuranceNumber ?? '–'}</td>
      <td>{candidate.area.fullName}</td>
      <td>
        <button type="button" disabled={disabled} onClick={() => decide(candidate.id)}>
          {say('thisPerson')}
        </button>
      </td>
    </tr>
  )
}
