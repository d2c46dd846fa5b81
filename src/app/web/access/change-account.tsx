import { Failure, Loading } from '../frame/failure.tsx'
import { useReader } from '../frame/reader.ts'
import { useAnswer } from '../frame/use-answer.ts'
import { addressOf } from '../route.ts'
import { vietnamToday } from '../today.ts'
import { ACCOUNTS, type AccountsAnswer } from './access-queries.ts'
import { AccountForm } from './account-form.tsx'

/** One account to be changed, at `#/access/people/<id>`; one that was ended stays as it is. */
export function ChangeAccount({ id }: { readonly id: string }) {
  const { say } = useReader()
  const { answer, failure, again } = useAnswer<AccountsAnswer>(ACCOUNTS)
  const account = answer?.accounts.find((each) => each.id === id && each.endedAt === null) ?? null
  const toPeople = addressOf('access', ['people'])
  return (
    <section>
      <h2>
        {say('changeAccount')}
        {account && (
          <>
            {': '}
            <span translate={false}>{account.name}</span>
          </>
        )}
      </h2>
      {failure && <Failure failure={failure} again={again} />}
      {answer === null && !failure && <Loading />}
      {answer !== null && account === null && <p class="problem">{say('accountMissing')}</p>}
      {account && (
        <>
          <p class="quiet">{say('changeAccountHint')}</p>
          <AccountForm
            account={account}
            today={vietnamToday(new Date())}
            onDone={() => {
              location.hash = toPeople
            }}
          />
        </>
      )}
      <p>
        <a href={toPeople}>{say('toPeople')}</a>
      </p>
    </section>
  )
}
