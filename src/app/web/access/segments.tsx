import { Failure, Loading } from '../frame/failure.tsx'
import { useReader } from '../frame/reader.ts'
import { ScrollTable } from '../frame/scroll-table.tsx'
import { SureButton } from '../frame/sure-button.tsx'
import { useAnswer } from '../frame/use-answer.ts'
import { vietnamToday } from '../today.ts'
import {
  END_SEGMENT,
  SEGMENT_SIZE,
  SEGMENTS,
  type Segment,
  type SegmentSizeAnswer,
  type SegmentsAnswer,
} from './access-queries.ts'
import { useEnding } from './use-ending.ts'

/** Whether partners may fetch it today: it was not ended, and its agreement holds. */
export function isStanding({ endedAt, expiresOn }: Segment): boolean {
  return endedAt === null && (expiresOn === null || expiresOn > vietnamToday(new Date()))
}

/** The segments of the reader's areas: for whom, how many households, until when; one less. They are made with a file. */
export function Segments() {
  const { say } = useReader()
  const asked = useAnswer<SegmentsAnswer>(SEGMENTS)
  const { failure, end } = useEnding(END_SEGMENT, asked.again)
  return (
    <>
      <h2>{say('segments')}</h2>
      <p class="quiet">{say('segmentsMade', { command: 'npx baophu segment create' })}</p>
      {asked.failure && <Failure failure={asked.failure} again={asked.again} />}
      {failure && <Failure failure={failure} />}
      {asked.answer === null && !asked.failure && <Loading />}
      {asked.answer?.segments.length === 0 && <p>{say('segmentsNone')}</p>}
      {asked.answer !== null && asked.answer.segments.length > 0 && (
        <SegmentTable segments={asked.answer.segments} onEnd={(name) => end({ name })} />
      )}
    </>
  )
}

interface SegmentTableProps {
  readonly segments: readonly Segment[]
  readonly onEnd: (name: string) => void
}

function SegmentTable({ segments, onEnd }: SegmentTableProps) {
  const { say, figures } = useReader()
  return (
    <ScrollTable label={say('segments')}>
      <thead>
        <tr>
          <th scope="col">{say('segmentName')}</th>
          <th scope="col">{say('segmentPartner')}</th>
          <th scope="col">{say('purpose')}</th>
          <th scope="col" class="number">
            {say('segmentVersion')}
          </th>
          <th scope="col" class="number">
            {say('segmentSize')}
          </th>
          <th scope="col">{say('validUntil')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {segments.map((segment) => (
          <tr key={segment.name} class={isStanding(segment) ? '' : 'quiet'}>
            <th scope="row" translate={false}>
              {segment.name}
            </th>
            <td translate={false}>{segment.partner}</td>
            <td class="wide">
              {segment.purpose}
              <small>{say.term('Purpose', segment.purposeCode)}</small>
              <small>{segment.agreement}</small>
            </td>
            <td class="number">{figures.count(segment.version)}</td>
            <td class="number">{isStanding(segment) ? <Size name={segment.name} /> : figures.count(null)}</td>
            <td>{figures.day(segment.expiresOn)}</td>
            <td>
              {segment.endedAt === null ? (
                <SureButton
                  label={say('endSegment')}
                  question={say('endSegmentSure')}
                  act={() => onEnd(segment.name)}
                />
              ) : (
                say('segmentEnded', { moment: figures.moment(segment.endedAt) })
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  )
}

/** Asked one by one: a segment that cannot be read today says why, and keeps no other from being told. */
function Size({ name }: { readonly name: string }) {
  const { figures } = useReader()
  const { answer, failure } = useAnswer<SegmentSizeAnswer>(SEGMENT_SIZE, { name })
  if (failure) return <small>{failure.message}</small>
  return <>{figures.count(answer?.segment?.count)}</>
}
