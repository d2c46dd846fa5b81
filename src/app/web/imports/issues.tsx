import { Failure } from '../frame/failure.tsx'
import { More } from '../frame/more.tsx'
import { useReader } from '../frame/reader.ts'
import { ScrollTable } from '../frame/scroll-table.tsx'
import { type Connection, usePages } from '../frame/use-pages.ts'
import type { Severity } from '../hub/answers.ts'
import { ENUMS } from '../hub/enums.ts'
import { addressOf, type Route } from '../route.ts'
import { type Batch, ISSUES, type Issue, type IssueGroup } from './batch-queries.ts'
import { IssueGrid } from './issue-grid.tsx'

interface IssuesProps {
  readonly batch: Batch
  readonly query: Route['query']
}

interface IssuesAnswer {
  readonly importBatch: { readonly issues: Connection<Issue> } | null
}

/** What is wrong: first by mistake, then cell by cell, for one severity or one mistake. */
export function Issues({ batch, query }: IssuesProps) {
  const { say } = useReader()
  const { severity = '', code = '' } = query
  if (batch.issueGroups.length === 0) return <p>{say('issuesNone')}</p>
  const groups = batch.issueGroups.filter((group) => severity === '' || group.severity === severity)
  return (
    <>
      <SeverityFilter batch={batch} severity={severity} />
      <section>
        <h2>{say('issueGroups')}</h2>
        <GroupTable id={batch.id} groups={groups} severity={severity} code={code} />
      </section>
      <Cells batch={batch} severity={severity} code={code} />
    </>
  )
}

function SeverityFilter({ batch, severity }: { readonly batch: Batch; readonly severity: string }) {
  const { say, figures } = useReader()
  const count = (wanted: Severity): number =>
    batch.issueGroups.reduce((sum, group) => sum + (group.severity === wanted ? group.count : 0), 0)
  const go = (wanted: string): void => {
    location.hash = addressOf('imports', [batch.id, 'issues'], { severity: wanted })
  }
  return (
    <div class="controls">
      <label>
        {say('severity')}
        <select value={severity} onChange={(event) => go(event.currentTarget.value)}>
          <option value="">{say('all')}</option>
          {ENUMS.Severity.filter((each) => count(each) > 0).map((each) => (
            <option key={each} value={each}>
              {`${say.term('Severity', each)} (${figures.count(count(each))})`}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}

interface GroupTableProps {
  readonly id: string
  readonly groups: readonly IssueGroup[]
  readonly severity: string
  readonly code: string
}

function GroupTable({ id, groups, severity, code }: GroupTableProps) {
  const { say, figures } = useReader()
  return (
    <ScrollTable label={say('issueGroups')}>
      <thead>
        <tr>
          <th scope="col">{say('severity')}</th>
          <th scope="col">{say('mistake')}</th>
          <th scope="col" class="number">
            {say('count')}
          </th>
          <th scope="col">{say('cells')}</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <tr key={`${group.code} ${group.message}`} class={group.code === code ? 'chosen' : ''}>
            <td>
              <span class={`mark ${group.severity.toLowerCase()}`}>{say.term('Severity', group.severity)}</span>
            </td>
            <td class="wide">
              <a
                href={addressOf('imports', [id, 'issues'], { severity, code: group.code === code ? '' : group.code })}
                aria-label={say('showCells', { message: group.message })}
                aria-current={group.code === code ? 'true' : undefined}
              >
                {group.message}
              </a>
            </td>
            <td class="number">{figures.count(group.count)}</td>
            <td>{group.firstAddresses.slice(0, 5).join(', ')}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  )
}

function Cells({ batch, severity, code }: { readonly batch: Batch; readonly severity: string; readonly code: string }) {
  const { say } = useReader()
  const variables = { id: batch.id, severity: severity || null, code: code || null }
  const pages = usePages<IssuesAnswer, Issue>(ISSUES, variables, (answer) => answer.importBatch?.issues ?? null)
  return (
    <section>
      <h2>{say('issueCells')}</h2>
      {pages.failure && <Failure failure={pages.failure} again={pages.again} />}
      {pages.nodes && batch.status !== 'READING' && <IssueGrid batch={batch} issues={pages.nodes} />}
      {pages.nodes && (
        <ScrollTable label={say('issueCells')}>
          <thead>
            <tr>
              <th scope="col">{say('cell')}</th>
              <th scope="col">{say('severity')}</th>
              <th scope="col">{say('found')}</th>
              <th scope="col">{say('mistake')}</th>
              <th scope="col">{say('remedy')}</th>
            </tr>
          </thead>
          <tbody>
            {pages.nodes.map((issue, index) => (
              <tr key={`${issue.address} ${issue.code} ${index}`}>
                <th scope="row">{issue.address ?? issue.sheet}</th>
                <td>
                  <span class={`mark ${issue.severity.toLowerCase()}`}>{say.term('Severity', issue.severity)}</span>
                </td>
                <td>{issue.found}</td>
                <td class="wide">{issue.message}</td>
                <td class="wide">{issue.remedy}</td>
              </tr>
            ))}
          </tbody>
        </ScrollTable>
      )}
      <More pages={pages} />
    </section>
  )
}
