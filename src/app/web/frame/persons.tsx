import { useState } from 'preact/hooks'
import type { HubFailure } from '../hub/hub.ts'
import { usePersons, useReader } from './reader.ts'
import { asFailure } from './use-answer.ts'

const OPEN = `mutation OpenPersons($reason: String!, $minutes: Int!) {
  openPersons(reason: $reason, minutes: $minutes) { personsOpenUntil }
}`
const CLOSE = 'mutation ClosePersons { closePersons { personsOpenUntil } }'

const MINUTES = [30, 60, 120, 180] as const

/** In place of persons that are not open: what they are wanted for and for how long, then they are. */
export function OpenPersons() {
  const { say, hub, figures } = useReader()
  const { look } = usePersons()
  const [failure, setFailure] = useState<HubFailure | null>(null)
  const open = (event: SubmitEvent): void => {
    event.preventDefault()
    const form = new FormData(event.currentTarget as HTMLFormElement)
    const asked = { reason: String(form.get('reason')), minutes: Number(form.get('minutes')) }
    hub.ask(OPEN, asked).then(look, (error: unknown) => setFailure(asFailure(error)))
  }
  return (
    <form class="no-print" aria-label={say('openPersons')} onSubmit={open}>
      <p class="problem">{say('openPersonsWhy')}</p>
      <div class="controls">
        <label>
          {say('openReason')}
          <input name="reason" required maxLength={500} size={40} aria-describedby="open-reason-hint" />
        </label>
        <label>
          {say('openFor')}
          <select name="minutes">
            {MINUTES.map((minutes) => (
              <option key={minutes} value={minutes} selected={minutes === 60}>
                {say('minutesLong', { minutes: figures.count(minutes) })}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="main">
          {say('openPersons')}
        </button>
      </div>
      <p id="open-reason-hint" class="quiet">
        {say('openReasonHint')}
      </p>
      {failure && (
        <p class="failure" role="alert">
          {failure.message || say('noConnection')}
        </p>
      )}
    </form>
  )
}

/** Says until when persons are open, and closes them. */
export function OpenedPersons({ until }: { readonly until: string }) {
  const { say, hub, figures } = useReader()
  const { look } = usePersons()
  return (
    <div class="opened no-print" role="status">
      <span>{say('personsOpenUntil', { until: figures.moment(until) })}</span>
      <button type="button" onClick={() => void hub.ask(CLOSE).finally(look)}>
        {say('closePersons')}
      </button>
    </div>
  )
}
