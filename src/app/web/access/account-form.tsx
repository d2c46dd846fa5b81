import { useState } from 'preact/hooks'
import { Failure } from '../frame/failure.tsx'
import { useReader } from '../frame/reader.ts'
import { asFailure } from '../frame/use-answer.ts'
import type { HubFailure } from '../hub/hub.ts'
import { type Account, CHANGE_ACCOUNT, INVITE_ACCOUNT, type Role } from './access-queries.ts'
import { type Held, HolderFields, holderIn, textIn } from './holder-fields.tsx'

interface AccountFormProps {
  /** Null for somebody who is invited. */
  readonly account: Account | null
  /** Today on the calendar of Vietnam. */
  readonly today: string
  readonly onDone: () => void
}

/** Invites somebody, or says what an account shall be from today on. */
export function AccountForm({ account, today, onDone }: AccountFormProps) {
  const { say, hub } = useReader()
  const [failure, setFailure] = useState<HubFailure | null>(null)
  const [role, setRole] = useState<Role>(account?.role ?? 'DATA_OFFICER')
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    setFailure(null)
    try {
      await (account === null
        ? hub.ask(INVITE_ACCOUNT, { input: invitationIn(new FormData(form)) })
        : hub.ask(CHANGE_ACCOUNT, { id: account.id, input: accountIn(new FormData(form)) }))
      form.reset()
      setRole('DATA_OFFICER')
      onDone()
    } catch (error) {
      setFailure(asFailure(error))
    }
  }
  return (
    <>
      <form class="controls" onSubmit={(event) => void send(event)}>
        {account === null && (
          <label>
            {say('subjectAtProvider')}
            <input name="subject" required autoComplete="off" spellcheck={false} aria-describedby="subject-hint" />
          </label>
        )}
        <label>
          {say('personName')}
          <input name="name" required maxLength={200} autoComplete="off" defaultValue={account?.name} />
        </label>
        {account === null ? (
          <HolderFields role={role} onRole={setRole} />
        ) : (
          <HolderFields role={role} onRole={setRole} held={heldBy(account, role, today)} />
        )}
        {account === null && (
          <label>
            {say('letInFrom')}
            <input name="from" type="date" min={today} />
          </label>
        )}
        <button type="submit" class="main">
          {say(account === null ? 'invite' : 'save')}
        </button>
      </form>
      {failure && <Failure failure={failure} />}
    </>
  )
}

/** What holds today or is still to come: the hub replaces all of that. */
function heldBy({ grants, readsFigures, ...account }: Account, role: Role, today: string): Held {
  const standing = grants.filter(({ until }) => until === null || until > today)
  const [first] = standing
  return {
    areaCodes: [...new Set(standing.flatMap(({ area }) => (area === null ? [] : [area.code])))],
    on: first?.on ?? null,
    until: first?.until ?? null,
    readsFigures,
    purposeCode: role === account.role ? account.purposeCode : null,
  }
}

function accountIn(form: FormData) {
  return { ...holderIn(form), name: textIn(form, 'name') }
}

function invitationIn(form: FormData) {
  return { ...accountIn(form), subject: textIn(form, 'subject'), from: textIn(form, 'from') || null }
}
