import { useEffect, useState } from 'preact/hooks'
import { Failure, Loading } from '../frame/failure.tsx'
import { useReader } from '../frame/reader.ts'
import { ScrollTable } from '../frame/scroll-table.tsx'
import { SureButton } from '../frame/sure-button.tsx'
import { useAnswer } from '../frame/use-answer.ts'
import { askForProvider } from '../hub/sign-in.ts'
import { addressOf } from '../route.ts'
import { vietnamToday } from '../today.ts'
import { ACCOUNTS, type Account, type AccountsAnswer, END_ACCOUNT } from './access-queries.ts'
import { AccountForm } from './account-form.tsx'
import { Grants } from './grants.tsx'
import { useEnding } from './use-ending.ts'

/** The accounts of the reader's areas: who signs in and may do what, where, from when until when; one more, or one less. */
export function People() {
  const { say } = useReader()
  const offered = useSignInOffered()
  const asked = useAnswer<AccountsAnswer>(ACCOUNTS)
  const { failure, end } = useEnding(END_ACCOUNT, asked.again)
  const accounts = asked.answer?.accounts ?? null
  return (
    <>
      {offered === false && <p>{say('signInNotOffered')}</p>}
      {offered && <Invite onInvited={asked.again} />}
      <h2>{say('peopleInvited')}</h2>
      {asked.failure && <Failure failure={asked.failure} again={asked.again} />}
      {failure && <Failure failure={failure} />}
      {accounts === null && !asked.failure && <Loading />}
      {accounts?.length === 0 && <p>{say('peopleNone')}</p>}
      {accounts !== null && accounts.length > 0 && <PeopleTable accounts={accounts} onEnd={(id) => end({ id })} />}
    </>
  )
}

/** Whether the hub names a place to sign in; null until it told. One that is away is there all the same. */
function useSignInOffered(): boolean | null {
  const [offered, setOffered] = useState<boolean | null>(null)
  useEffect(() => {
    askForProvider().then(
      (provider) => setOffered(provider !== null),
      () => setOffered(true),
    )
  }, [])
  return offered
}

function Invite({ onInvited }: { readonly onInvited: () => void }) {
  const { say } = useReader()
  return (
    <section>
      <h2>{say('invitePerson')}</h2>
      <AccountForm account={null} today={vietnamToday(new Date())} onDone={onInvited} />
      <p class="quiet" id="subject-hint">
        {say('subjectHint')}
      </p>
    </section>
  )
}

interface PeopleTableProps {
  readonly accounts: readonly Account[]
  readonly onEnd: (id: string) => void
}

function PeopleTable({ accounts, onEnd }: PeopleTableProps) {
  const { say } = useReader()
  return (
    <ScrollTable label={say('peopleInvited')}>
      <thead>
        <tr>
          <th scope="col">{say('personName')}</th>
          <th scope="col">{say('role')}</th>
          <th scope="col">{say('areas')}</th>
          <th scope="col">{say('lastSeen')}</th>
          <th scope="col">{say('invitedBy')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => (
          <PersonRow key={account.id} account={account} onEnd={onEnd} />
        ))}
      </tbody>
    </ScrollTable>
  )
}

interface PersonRowProps {
  readonly account: Account
  readonly onEnd: (id: string) => void
}

function PersonRow({ account, onEnd }: PersonRowProps) {
  const { say, figures } = useReader()
  const { id, name, endedAt } = account
  return (
    <tr class={endedAt === null ? '' : 'quiet'}>
      <th scope="row" translate={false}>
        {name}
        <small>{account.subject}</small>
      </th>
      <td>
        {say.term('Role', account.role)}
        <small>{say.term('Purpose', account.purposeCode)}</small>
        {account.readsFigures && <small>{say('withFigures')}</small>}
      </td>
      <td>
        <Grants grants={account.grants} withDays />
      </td>
      <td>{figures.moment(account.lastSeenAt)}</td>
      <td>
        <span translate={false}>{account.createdBy}</span>
        <small>{figures.moment(account.createdAt)}</small>
      </td>
      <td>
        <p>
          <a href={addressOf('access', ['audit'], { account: id })} title={say('whatDid', { who: account.name })}>
            {say('accessAudit')}
          </a>
        </p>
        {endedAt === null ? (
          <>
            <p>
              <a href={addressOf('access', ['people', id])}>{say('changeAccount')}</a>
            </p>
            <SureButton label={say('endAccount')} question={say('endAccountSure')} act={() => onEnd(id)} />
          </>
        ) : (
          say('endedAt', { moment: figures.moment(endedAt) })
        )}
      </td>
    </tr>
  )
}
