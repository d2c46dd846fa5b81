import { Failure, Loading } from '../frame/failure.tsx'
import { More } from '../frame/more.tsx'
import { useReader } from '../frame/reader.ts'
import { ScrollTable } from '../frame/scroll-table.tsx'
import { usePages } from '../frame/use-pages.ts'
import { SOURCE_KINDS } from '../hub/answers.ts'
import { ENUMS } from '../hub/enums.ts'
import { addressOf, type Route } from '../route.ts'
import { type BatchHead, HISTORY, type HistoryAnswer } from './batch-queries.ts'

interface HistoryProps {
  /** Changes when there is something new to show. */
  readonly round: number
  readonly query: Route['query']
}

/** Every file that was sent: what it is, who sent it and when, and what became of it. */
export function History({ round, query }: HistoryProps) {
  const { say } = useReader()
  const { status = '', kind = '' } = query
  const pages = usePages<HistoryAnswer, BatchHead>(
    HISTORY,
    { status: status || null, kind: kind || null },
    (answer) => answer.importBatches,
    round,
  )
  return (
    <section>
      <h2>{say('history')}</h2>
      <Filters status={status} kind={kind} />
      {pages.failure && <Failure failure={pages.failure} again={pages.again} />}
      {pages.nodes === null && !pages.failure && <Loading />}
      {pages.nodes?.length === 0 && <p>{say('historyEmpty')}</p>}
      {pages.nodes !== null && pages.nodes.length > 0 && <HistoryTable batches={pages.nodes} />}
      <More pages={pages} />
    </section>
  )
}

function Filters({ status, kind }: { readonly status: string; readonly kind: string }) {
  const { say } = useReader()
  const go = (next: Route['query']): void => {
    location.hash = addressOf('imports', [], { status, kind, ...next })
  }
  return (
    <div class="controls">
      <label>
        {say('status')}
        <select value={status} onChange={(event) => go({ status: event.currentTarget.value })}>
          <option value="">{say('all')}</option>
          {ENUMS.BatchStatus.map((each) => (
            <option key={each} value={each}>
              {say.term('BatchStatus', each)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say('kind')}
        <select value={kind} onChange={(event) => go({ kind: event.currentTarget.value })}>
          <option value="">{say('all')}</option>
          {SOURCE_KINDS.map((each) => (
            <option key={each} value={each}>
              {say.term('SourceKind', each)}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}

function HistoryTable({ batches }: { readonly batches: readonly BatchHead[] }) {
  const { say } = useReader()
  return (
    <ScrollTable label={say('history')}>
      <thead>
        <tr>
          <th scope="col">{say('file')}</th>
          <th scope="col">{say('status')}</th>
          <th scope="col">{say('kind')}</th>
          <th scope="col">{say('area')}</th>
          <th scope="col">{say('day')}</th>
          <th scope="col" class="number">
            {say('rows')}
          </th>
          <th scope="col">{say('sentBy')}</th>
          <th scope="col">{say('sentAt')}</th>
          <th scope="col">{say('committedAt')}</th>
          <th scope="col">{say('withdrawnAt')}</th>
        </tr>
      </thead>
      <tbody>
        {batches.map((batch) => (
          <HistoryRow key={batch.id} batch={batch} />
        ))}
      </tbody>
    </ScrollTable>
  )
}

function HistoryRow({ batch }: { readonly batch: BatchHead }) {
  const { say, figures } = useReader()
  return (
    <tr>
      <th scope="row">
        <a href={addressOf('imports', [batch.id])}>{batch.fileName}</a>
      </th>
      <td>
        <span class={`mark ${batch.status.toLowerCase()}`}>{say.term('BatchStatus', batch.status)}</span>
      </td>
      <td>{batch.kind === null ? say('unknown') : say.term('SourceKind', batch.kind)}</td>
      <td>{batch.area?.fullName ?? say('unknown')}</td>
      <td>{figures.day(batch.asOf)}</td>
      <td class="number">{figures.count(batch.outcomes.rowsRead)}</td>
      <td translate={false}>{batch.createdBy}</td>
      <td>{figures.moment(batch.createdAt)}</td>
      <td>{figures.moment(batch.committedAt)}</td>
      <td>{figures.moment(batch.withdrawnAt)}</td>
    </tr>
  )
}
