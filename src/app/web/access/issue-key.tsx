import { useState } from 'preact/hooks'
import { Failure } from '../frame/failure.tsx'
import { useReader } from '../frame/reader.ts'
import { asFailure } from '../frame/use-answer.ts'
import type { HubFailure } from '../hub/hub.ts'
import { ISSUE_KEY, type IssuedKey, type Role } from './access-queries.ts'
import { HolderFields, holderIn, listIn, textIn } from './holder-fields.tsx'
import { SegmentChoice } from './segment-choice.tsx'

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
        <HolderFields role={role} onRole={setRole} areasOptional={role === 'PARTNER'} />
        <label>
          {say('purpose')}
          <input name="purpose" required maxLength={500} autoComplete="off" />
        </label>
        <label>
          {say('fromAddresses')}
          <input name="fromAddresses" autoComplete="off" placeholder="203.0.113.0/24" />
        </label>
        {role === 'PARTNER' && <SegmentChoice />}
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

/** Segments are for partners alone, and nobody else is asked for any. */
function inputOf(form: FormData) {
  return {
    ...holderIn(form),
    purpose: textIn(form, 'purpose'),
    fromAddresses: listIn(form, 'fromAddresses'),
    segments: form.getAll('segments').map(String),
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
