import { useState } from 'preact/hooks'
import { Failure } from '../frame/failure.tsx'
import { useReader } from '../frame/reader.ts'
import { asFailure } from '../frame/use-answer.ts'
import type { HubFailure } from '../hub/hub.ts'
import { ISSUE_KEY, type IssuedKey, ROLES, type Role } from './access-queries.ts'

/** Makes a key and shows it, this once. */
export function IssueKey({ onIssued }: { readonly onIssued: () => void }) {
  const { say, hub } = useReader()
  const [failure, setFailure] = useState<HubFailure | null>(null)
  const [issued, setIssued] = useState<IssuedKey['issueKey'] | null>(null)
  const [role, setRole] = useState<Role>('DATA_OFFICER')
  const issue = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    setFailure(null)
    setIssued(null)
    try {
      const { issueKey } = await hub.ask<IssuedKey>(ISSUE_KEY, { input: inputOf(new FormData(form)) })
      setIssued(issueKey)
      form.reset()
      setRole('DATA_OFFICER')
      onIssued()
    } catch (error) {
      setFailure(asFailure(error))
    }
  }
  return (
    <section>
      <h2>{say('newKey')}</h2>
      <form class="controls" onSubmit={(event) => void issue(event)}>
        <label>
          {say('role')}
          <select name="role" value={role} onChange={(event) => setRole(event.currentTarget.value as Role)}>
            {ROLES.map((each) => (
              <option key={each} value={each}>
                {say.term('Role', each)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say('areaCodes')}
          <input name="areas" required autoComplete="off" />
        </label>
        <label>
          {say('onMapOf')}
          <input name="on" type="date" />
        </label>
        <label>
          {say('purpose')}
          <input name="purpose" required maxLength={500} autoComplete="off" />
        </label>
        <label>
          {say('validUntil')}
          <input name="until" type="date" />
        </label>
        {role === 'PARTNER' && (
          <label>
            {say('withFigures')}
            <input name="readsFigures" type="checkbox" />
          </label>
        )}
        <button type="submit" class="main">
          {say('issueKey')}
        </button>
      </form>
      <p class="quiet">{say('newKeyHint')}</p>
      {failure && <Failure failure={failure} />}
      {issued && <Issued secret={issued.key} />}
    </section>
  )
}

function inputOf(form: FormData) {
  const text = (name: string): string => String(form.get(name) ?? '').trim()
  return {
    role: text('role'),
    areaCodes: text('areas')
      .split(/[\s,;]+/)
      .filter((code) => code !== ''),
    purpose: text('purpose'),
    on: text('on') || null,
    until: text('until') || null,
    readsFigures: form.get('readsFigures') !== null,
  }
}

function Issued({ secret }: { readonly secret: string }) {
  const { say } = useReader()
  const [copied, setCopied] = useState(false)
  return (
    <div class="issued" role="status">
      <p>{say('keyOnce')}</p>
      <p>
        <output translate={false}>{secret}</output>{' '}
        <button type="button" onClick={() => void navigator.clipboard.writeText(secret).then(() => setCopied(true))}>
          {copied ? say('copied') : say('copyKey')}
        </button>
      </p>
    </div>
  )
}
