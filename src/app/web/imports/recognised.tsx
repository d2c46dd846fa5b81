import { useState } from 'preact/hooks'
import { useReader } from '../frame/reader.ts'
import { ScrollTable } from '../frame/scroll-table.tsx'
import { SOURCE_KINDS, type SourceKind } from '../hub/answers.ts'
import type { Act } from './batch-page.tsx'
import { type Batch, type BatchColumn, type BatchSheet, RECHECK } from './batch-queries.ts'
import { FIELDS_OF } from './sheet-fields.ts'

interface RecognisedProps {
  readonly batch: Batch
  readonly busy: boolean
  readonly act: Act
}

/** Columns that the officer takes for something else: address → field, empty for “not used”. */
type Choices = Readonly<Record<string, string>>

/** What was understood, column by column, each to be corrected; one button checks the file again with all corrections. */
export function Recognised({ batch, busy, act }: RecognisedProps) {
  const { say } = useReader()
  const [choices, setChoices] = useState<Choices>({})
  const [kind, setKind] = useState<SourceKind | null>(batch.kind)
  const open = batch.status === 'CHECKED' || batch.status === 'FAILED'
  const recheck = (event: SubmitEvent): void => {
    event.preventDefault()
    const form = new FormData(event.currentTarget as HTMLFormElement)
    const columns = Object.entries(choices).map(([address, field]) => ({ address, field: field || null }))
    act(RECHECK, {
      kind,
      areaCode: textOf(form, 'areaCode') ?? batch.area?.code ?? null,
      asOf: textOf(form, 'asOf') ?? batch.asOf,
      columns: columns.length > 0 ? columns : null,
    })
  }
  return (
    <form onSubmit={recheck}>
      {open && <p class="quiet">{say('recognisedHint')}</p>}
      <fieldset class="bare" disabled={!open || busy}>
        <Whole batch={batch} kind={kind} onKind={setKind} />
        {batch.sheets.map((sheet) => (
          <Sheet
            key={sheet.name}
            sheet={sheet}
            kind={kind}
            choices={choices}
            onChoice={(address, field) => setChoices((before) => ({ ...before, [address]: field }))}
          />
        ))}
        {open && (
          <button type="submit" class="main">
            {say('recheck')}
          </button>
        )}
      </fieldset>
    </form>
  )
}

function textOf(form: FormData, name: string): string | null {
  return String(form.get(name) ?? '').trim() || null
}

interface WholeProps {
  readonly batch: Batch
  readonly kind: SourceKind | null
  readonly onKind: (kind: SourceKind) => void
}

/** What is said of the file as a whole: kind, area, day. */
function Whole({ batch, kind, onKind }: WholeProps) {
  const { say } = useReader()
  return (
    <div class="controls">
      <label>
        {say('kind')}
        <select value={kind ?? ''} onChange={(event) => onKind(event.currentTarget.value as SourceKind)}>
          {kind === null && <option value="">{say('unknown')}</option>}
          {SOURCE_KINDS.map((each) => (
            <option key={each} value={each}>
              {say.term('SourceKind', each)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say('areaCode')}
        <input name="areaCode" size={10} autoComplete="off" defaultValue={batch.area?.code ?? ''} />
      </label>
      <label>
        {say('day')}
        <input name="asOf" type="date" defaultValue={batch.asOf ?? ''} />
      </label>
    </div>
  )
}

interface SheetProps {
  readonly sheet: BatchSheet
  readonly kind: SourceKind | null
  readonly choices: Choices
  readonly onChoice: (address: string, field: string) => void
}

function Sheet({ sheet, kind, choices, onChoice }: SheetProps) {
  const { say, figures } = useReader()
  return (
    <>
      <p>
        {say('sheetPlace', {
          name: sheet.name,
          header: sheet.headerRows.join(', '),
          first: figures.count(sheet.firstRow),
          last: figures.count(sheet.lastRow),
        })}
      </p>
      <ScrollTable label={sheet.name}>
        <thead>
          <tr>
            <th scope="col">{say('column')}</th>
            <th scope="col">{say('heading')}</th>
            <th scope="col" id={idOf('taken-for', sheet.name)}>
              {say('takenFor')}
            </th>
            <th scope="col">{say('confidence')}</th>
          </tr>
        </thead>
        <tbody>
          {sheet.columns.map((column) => (
            <tr key={column.address}>
              <td>{column.address.split('!').at(-1)}</td>
              <th scope="row" translate={false} id={idOf('heading', column.address)}>
                {column.heading}
              </th>
              <td>
                <FieldChoice
                  sheetName={sheet.name}
                  column={column}
                  kind={kind}
                  chosen={choices[column.address]}
                  onChoice={onChoice}
                />
              </td>
              <td>
                <Confidence share={column.confidence} />
              </td>
            </tr>
          ))}
        </tbody>
      </ScrollTable>
    </>
  )
}

/** The id of a part of the table; ids hold no blanks, names of sheets do. */
function idOf(part: string, place: string): string {
  return `${part}-${place.replace(/\s/g, '_')}`
}

interface FieldChoiceProps {
  readonly sheetName: string
  readonly column: BatchColumn
  readonly kind: SourceKind | null
  readonly chosen: string | undefined
  readonly onChoice: (address: string, field: string) => void
}

function FieldChoice({ sheetName, column, kind, chosen, onChoice }: FieldChoiceProps) {
  const { say } = useReader()
  const fields = kind === null ? [] : FIELDS_OF[kind]
  const now = chosen ?? column.field ?? ''
  const offered = now === '' || fields.includes(now) ? fields : [now, ...fields]
  return (
    <select
      aria-labelledby={`${idOf('taken-for', sheetName)} ${idOf('heading', column.address)}`}
      value={now}
      onChange={(event) => onChoice(column.address, event.currentTarget.value)}
    >
      <option value="">{say('notUsed')}</option>
      {offered.map((field) => (
        <option key={field} value={field}>
          {say.term('field', field)}
        </option>
      ))}
    </select>
  )
}

function Confidence({ share }: { readonly share: number }) {
  const { say, figures } = useReader()
  return (
    <>
      <meter min={0} max={1} low={0.6} high={0.9} optimum={1} value={share} aria-label={say('confidence')} />{' '}
      {figures.percent(share)}
    </>
  )
}
