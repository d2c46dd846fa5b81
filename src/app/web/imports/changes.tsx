import { Failure, Loading } from '../frame/failure.tsx'
import { More } from '../frame/more.tsx'
import { useReader } from '../frame/reader.ts'
import { ScrollTable } from '../frame/scroll-table.tsx'
import { type Connection, usePages } from '../frame/use-pages.ts'
import { ENUMS } from '../hub/enums.ts'
import { addressOf, type Route } from '../route.ts'
import { type Batch, CHANGES, type Change } from './batch-queries.ts'

interface ChangesAnswer {
  readonly importBatch: { readonly changes: Connection<Change> } | null
}

/** The difference between the file and the register: new, changed field by field, gone. */
export function Changes({ batch, query }: { readonly batch: Batch; readonly query: Route['query'] }) {
  const { say } = useReader()
  const { kind = '' } = query
  const pages = usePages<ChangesAnswer, Change>(
    CHANGES,
    { id: batch.id, kind: kind || null },
    (answer) => answer.importBatch?.changes ?? null,
  )
  const go = (wanted: string): void => {
    location.hash = addressOf('imports', [batch.id, 'changes'], { kind: wanted })
  }
  return (
    <section>
      <h2>{say('partChanges')}</h2>
      <div class="controls">
        <label>
          {say('changeKind')}
          <select value={kind} onChange={(event) => go(event.currentTarget.value)}>
            <option value="">{say('all')}</option>
            {ENUMS.BatchChangeKind.map((each) => (
              <option key={each} value={each}>
                {say.term('BatchChangeKind', each)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {pages.failure && <Failure failure={pages.failure} again={pages.again} />}
      {pages.nodes === null && !pages.failure && <Loading />}
      {pages.nodes?.length === 0 && <p>{say('changesNone')}</p>}
      {pages.nodes !== null && pages.nodes.length > 0 && <ChangeTable changes={pages.nodes} />}
      <More pages={pages} />
    </section>
  )
}

function ChangeTable({ changes }: { readonly changes: readonly Change[] }) {
  const { say } = useReader()
  return (
    <ScrollTable label={say('partChanges')}>
      <thead>
        <tr>
          <th scope="col">{say('changeKind')}</th>
          <th scope="col">{say('subject')}</th>
          <th scope="col">{say('fieldName')}</th>
          <th scope="col">{say('before')}</th>
          <th scope="col">{say('after')}</th>
          <th scope="col">{say('where')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change, index) => (
          <tr key={`${change.subject} ${change.field} ${index}`}>
            <td>
              <span class={`mark ${change.kind.toLowerCase()}`}>{say.term('BatchChangeKind', change.kind)}</span>
            </td>
            <th scope="row">{change.subject}</th>
            <td>{change.field !== null && say.term('field', change.field.toLowerCase())}</td>
            <td>{change.before !== null && <del>{change.before}</del>}</td>
            <td>{change.after !== null && <ins>{change.after}</ins>}</td>
            <td>{change.address}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  )
}
