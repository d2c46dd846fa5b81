import { Failure, Loading } from '../frame/failure.tsx'
import { useReader } from '../frame/reader.ts'
import { useAnswer } from '../frame/use-answer.ts'
import { SEGMENTS, type SegmentsAnswer } from './access-queries.ts'
import { isStanding } from './segments.tsx'

/** Which segments a partner's key may fetch, of those that stand. */
export function SegmentChoice() {
  const { say, figures } = useReader()
  const { answer, failure, again } = useAnswer<SegmentsAnswer>(SEGMENTS)
  const standing = answer?.segments.filter(isStanding)
  return (
    <fieldset class="choice">
      <legend>{say('segments')}</legend>
      {failure && <Failure failure={failure} again={again} />}
      {answer === null && !failure && <Loading />}
      {standing?.length === 0 && <p class="quiet">{say('segmentsNone')}</p>}
      {standing?.map(({ name, partner, expiresOn }) => (
        <label key={name}>
          <input type="checkbox" name="segments" value={name} />
          <span translate={false}>{`${name} · ${partner}`}</span>
          <span class="quiet">{say('segmentUntil', { day: figures.day(expiresOn) })}</span>
        </label>
      ))}
      <p class="quiet">{say('segmentsHint')}</p>
    </fieldset>
  )
}
