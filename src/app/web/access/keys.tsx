import { Failure, Loading } from '../frame/failure.tsx'
import { useReader } from '../frame/reader.ts'
import { ScrollTable } from '../frame/scroll-table.tsx'
import { SureButton } from '../frame/sure-button.tsx'
import { useAnswer } from '../frame/use-answer.ts'
import { addressOf } from '../route.ts'
import { KEYS, type Key, type KeysAnswer, REVOKE_KEY } from './access-queries.ts'
import { Grants } from './grants.tsx'
import { IssueKey } from './issue-key.tsx'
import { useEnding } from './use-ending.ts'

/** The keys of the reader's areas: who holds what until when; one more, or one less. */
export function Keys() {
  const { say } = useReader()
  const asked = useAnswer<KeysAnswer>(KEYS)
  const { failure, end } = useEnding(REVOKE_KEY, asked.again)
  return (
    <>
      <IssueKey onIssued={asked.again} />
      <h2>{say('keysGiven')}</h2>
      {asked.failure && <Failure failure={asked.failure} again={asked.again} />}
      {failure && <Failure failure={failure} />}
      {asked.answer === null && !asked.failure && <Loading />}
      {asked.answer?.keys.length === 0 && <p>{say('keysNone')}</p>}
      {asked.answer !== null && asked.answer.keys.length > 0 && (
        <KeyTable keys={asked.answer.keys} onRevoke={(id) => end({ id })} />
      )}
    </>
  )
}

interface KeyTableProps {
  readonly keys: readonly Key[]
  readonly onRevoke: (id: string) => void
}

function KeyTable({ keys, onRevoke }: KeyTableProps) {
  const { say } = useReader()
  return (
    <ScrollTable label={say('keysGiven')}>
      <thead>
        <tr>
          <th scope="col">{say('keyId')}</th>
          <th scope="col">{say('purpose')}</th>
          <th scope="col">{say('role')}</th>
          <th scope="col">{say('areas')}</th>
          <th scope="col">{say('validUntil')}</th>
          <th scope="col">{say('lastUsed')}</th>
          <th scope="col">{say('givenBy')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <KeyRow key={key.id} held={key} onRevoke={onRevoke} />
        ))}
      </tbody>
    </ScrollTable>
  )
}

function KeyRow({ held, onRevoke }: { readonly held: Key; readonly onRevoke: (id: string) => void }) {
  const { say, figures } = useReader()
  return (
    <tr class={held.revokedAt === null ? '' : 'quiet'}>
      <th scope="row" translate={false}>
        <a href={addressOf('access', ['audit'], { account: held.id })} title={say('whatDid', { who: held.id })}>
          {held.id}
        </a>
      </th>
      <td class="wide">{held.purpose}</td>
      <td>
        {say.term('Role', held.role)}
        <small>{say.term('Purpose', held.purposeCode)}</small>
        {held.readsFigures && <small>{say('withFigures')}</small>}
      </td>
      <td>
        <Grants grants={held.grants} />
        {held.segments.length > 0 && (
          <small>
            {say('segments')}: <span translate={false}>{held.segments.join(', ')}</span>
          </small>
        )}
      </td>
      <td>
        {figures.day(held.validUntil)}
        {held.fromAddresses.length > 0 && (
          <small>{say('onlyFrom', { addresses: held.fromAddresses.join(', ') })}</small>
        )}
      </td>
      <td>{figures.moment(held.lastUsedAt)}</td>
      <td>
        <span translate={false}>{held.createdBy}</span>
        <small>{figures.moment(held.createdAt)}</small>
      </td>
      <td>
        {held.revokedAt === null ? (
          <SureButton label={say('revoke')} question={say('revokeSure')} act={() => onRevoke(held.id)} />
        ) : (
          say('revokedAt', { moment: figures.moment(held.revokedAt) })
        )}
      </td>
    </tr>
  )
}
