import { Failure, Loading } from '../frame/failure.tsx'
import { More } from '../frame/more.tsx'
import { useReader } from '../frame/reader.ts'
import { ScrollTable } from '../frame/scroll-table.tsx'
import { usePages } from '../frame/use-pages.ts'
import { addressOf, type Route } from '../route.ts'
import { AUDIT, type AuditAnswer, type AuditEntry } from './access-queries.ts'

const ACTIONS = [
  'PERSONS_OPENED',
  'PERSONS_CLOSED',
  'PERSONS_READ',
  'FILE_SENT',
  'BATCH_RECHECKED',
  'BATCH_DISCARDED',
  'MATCH_DECIDED',
  'BATCH_COMMITTED',
  'BATCH_WITHDRAWN',
  'PRECEDENCE_DECLARED',
  'PRECEDENCE_WITHDRAWN',
  'CAMPAIGN_CREATED',
  'CAMPAIGN_CHANGED',
  'CAMPAIGN_DELETED',
  'ROUND_CREATED',
  'ROUND_CHANGED',
  'ROUND_DELETED',
  'KEY_ISSUED',
  'KEY_REVOKED',
  'ACCOUNT_INVITED',
  'ACCOUNT_CHANGED',
  'ACCOUNT_ENDED',
  'SEGMENT_MADE',
  'SEGMENT_CHANGED',
  'SEGMENT_ENDED',
  'BOUNDARIES_LOADED',
  'PERSON_EXPORTED',
  'PERSON_ERASED',
  'REQUEST_RECORDED',
  'REQUEST_ACKNOWLEDGED',
  'REQUEST_EXTENDED',
  'REQUEST_CARRIED_OUT',
  'REQUEST_REFUSED',
  'REQUEST_CLOSED',
  'PURGED',
  'AUDIT_CUT',
]

/** Who read, exported and erased persons, sent, wrote and undid files, planned, declared, let whom in, and what went by itself; the newest first. */
export function AuditLog({ query }: { readonly query: Route['query'] }) {
  const { say } = useReader()
  const { account = '', action = '' } = query
  const variables = { account: account || null, action: action || null }
  const pages = usePages<AuditAnswer, AuditEntry>(AUDIT, variables, (answer) => answer.auditEntries)
  const go = (next: Route['query']): void => {
    location.hash = addressOf('access', ['audit'], { account, action, ...next })
  }
  return (
    <section>
      <h2>{say('accessAudit')}</h2>
      <div class="controls">
        <label>
          {say('account')}
          <input value={account} onChange={(event) => go({ account: event.currentTarget.value.trim() })} />
        </label>
        <label>
          {say('action')}
          <select value={action} onChange={(event) => go({ action: event.currentTarget.value })}>
            <option value="">{say('all')}</option>
            {ACTIONS.map((each) => (
              <option key={each} value={each}>
                {say.term('AuditAction', each)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {pages.failure && <Failure failure={pages.failure} again={pages.again} />}
      {pages.nodes === null && !pages.failure && <Loading />}
      {pages.nodes !== null && pages.nodes.length > 0 && <AuditTable entries={pages.nodes} />}
      <More pages={pages} />
    </section>
  )
}

function AuditTable({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const { say, figures } = useReader()
  return (
    <ScrollTable label={say('accessAudit')}>
      <thead>
        <tr>
          <th scope="col" class="number">
            {say('entryNo')}
          </th>
          <th scope="col">{say('moment')}</th>
          <th scope="col">{say('account')}</th>
          <th scope="col">{say('role')}</th>
          <th scope="col">{say('action')}</th>
          <th scope="col">{say('detail')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.entryNo}>
            <td class="number">{figures.count(entry.entryNo)}</td>
            <td>{figures.moment(entry.at)}</td>
            <th scope="row" translate={false}>
              {entry.account}
              {entry.purpose !== null && <small>{entry.purpose}</small>}
            </th>
            <td>
              {say.term('Role', entry.role)}
              <small>{say.term('Purpose', entry.purposeCode)}</small>
            </td>
            <td>{say.term('AuditAction', entry.action)}</td>
            <td class="wide" translate={false}>
              {detailOf(entry)}
            </td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  )
}

/** `key: value` for each thing that an entry tells of; a long list of ids is cut. */
function detailOf({ detail }: AuditEntry): string {
  const told = JSON.parse(detail) as Readonly<Record<string, unknown>>
  return Object.entries(told)
    .map(([name, value]) => `${name}: ${String(Array.isArray(value) ? shortList(value) : value)}`)
    .join('; ')
}

function shortList(values: readonly unknown[]): string {
  return values.length > 5 ? `${values.slice(0, 5).join(', ')} … (${values.length})` : values.join(', ')
}
