import { encodeNodeId } from '../../src/kernel/node-id.ts'
import { rows } from '../../src/kernel/sql.ts'
import { personsNamed } from '../../src/privacy/person-record.store.ts'
import { COMMUNES_OF_XUAN_LOC, Officer, type SeenBatch } from '../app/support/officer.ts'
import { startTestHub, type TestHub } from '../app/support/test-hub.ts'
import { DECLARED_2026 } from '../support/days-of-2026.ts'

const FIELDS = `{ id kind state personId reference contact receivedOn acknowledgeBy acknowledgedAt dueOn extendedAt dueNext daysLeft
  decidedAt inTime ground done correctedBy recordUrl erasure { wasNamed birthDayKept files waiting } closedAt }`
const HEADINGS = 'STT,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Số thẻ,Từ ngày,Đến ngày'

/** Two people of a commune, as a roll has them; the name of the first may be mistyped. */
export const MY = (name = 'Trương Thị Mỵ') =>
  `1,${name},15/06/1990,Nữ,099190001234,GD4759912345678,01/01/2026,31/12/2026`
export const HAI = '2,Lê Văn Hai,01/02/1980,Nam,099180009999,GD4759987654321,01/01/2026,31/12/2026'
export const [MY_ID, HAI_ID] = ['099190001234', '099180009999']

/** A request as it is answered. */
export interface ToldRequest {
  readonly id: string
  readonly state: string
  readonly [field: string]: unknown
}

export interface ToldPage {
  readonly nodes: readonly ToldRequest[]
  readonly totalCount: number
  readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean }
}

/** Whoever answers requests of persons, over HTTP, at a hub with two people and a clock that is moved on. */
export class Clerk {
  readonly hub: TestHub
  readonly officer: Officer
  /** The file that brought the two. */
  readonly roll: SeenBatch
  readonly #clock: { now: Date }

  private constructor(parts: Pick<Clerk, 'hub' | 'officer' | 'roll'>, clock: { now: Date }) {
    this.hub = parts.hub
    this.officer = parts.officer
    this.roll = parts.roll
    this.#clock = clock
  }

  static async begin(moment: string): Promise<Clerk> {
    const clock = { now: new Date(moment) }
    const hub = await startTestHub({ clock: () => clock.now }, { declaredDays: DECLARED_2026 })
    const officer = new Officer(hub)
    await officer.commit((await officer.send(COMMUNES_OF_XUAN_LOC, { areaCode: 'VN', asOf: '2010-01-01' })).id)
    const roll = await sent(officer, '2026-01-31', [MY('Trương Thị Mỹ'), HAI])
    await officer.commit(roll.id)
    return new Clerk({ hub, officer, roll }, clock)
  }

  /** It is this moment now. */
  at(moment: string): void {
    this.#clock.now = new Date(moment)
  }

  /** The register's id of whoever has the number. */
  async idOf(number: string): Promise<number> {
    return (await personsNamed(this.hub.database.em, number))[0] ?? 0
  }

  async nodeOf(number: string): Promise<string> {
    return encodeNodeId('Person', await this.idOf(number))
  }

  send(asOf: string, ...people: readonly string[]): Promise<SeenBatch> {
    return sent(this.officer, asOf, people)
  }

  /** A request that is written down, or the slug of why it is not. */
  recorded(input: object): Promise<ToldRequest | string> {
    return this.#said(
      `mutation($input: PersonRequestInput!) { request: recordPersonRequest(input: $input) ${FIELDS} }`,
      {
        input,
      },
    )
  }

  /** The number of a request that can be written down. */
  async record(input: object): Promise<string> {
    const made = await this.recorded({ reference: 'Đơn số 12', ...input })
    if (typeof made === 'string') throw new Error(made)
    return made.id
  }

  acknowledge(id: string) {
    return this.#said(`mutation($id: ID!) { request: acknowledgePersonRequest(id: $id) ${FIELDS} }`, { id })
  }

  extend(id: string, reason = 'Nhiều tệp phải tra') {
    const mutation = `mutation($id: ID!, $reason: String!) { request: extendPersonRequest(id: $id, reason: $reason) ${FIELDS} }`
    return this.#said(mutation, { id, reason })
  }

  carryOut(id: string, input: object | null = null) {
    const mutation = `mutation($id: ID!, $input: CarryOutInput) { request: carryOutPersonRequest(id: $id, input: $input) ${FIELDS} }`
    return this.#said(mutation, { id, input })
  }

  refuse(id: string, ground = 'Điều 14 khoản 2, Điều 19') {
    const mutation = `mutation($id: ID!, $ground: String!) { request: refusePersonRequest(id: $id, ground: $ground) ${FIELDS} }`
    return this.#said(mutation, { id, ground })
  }

  close(id: string) {
    return this.#said(`mutation($id: ID!) { request: closePersonRequest(id: $id) ${FIELDS} }`, { id })
  }

  show(id: string) {
    return this.#said(`query($id: ID!) { request: personRequest(id: $id) ${FIELDS} }`, { id })
  }

  /** A page of the list; `asked` are its arguments. */
  async list(asked = ''): Promise<ToldPage> {
    const { body } = await this.hub.ask<{ personRequests: ToldPage }>(
      `{ personRequests${asked} { nodes { id state dueNext daysLeft } totalCount pageInfo { endCursor hasNextPage } } }`,
    )
    if (!body.data) throw new Error(JSON.stringify(body.errors))
    return body.data.personRequests
  }

  /** What the audit log tells of a request. */
  audited(id: string) {
    return rows<{ action: string; account: string; detail: Readonly<Record<string, unknown>> }>(
      this.hub.database.em,
      `select action, account, detail from audit_entry where detail ->> 'personRequest' = $1 order by entry_no`,
      [id],
    )
  }

  async #said(question: string, variables: object): Promise<ToldRequest | string> {
    const { body } = await this.hub.ask<{ request: ToldRequest }>(question, variables)
    return body.data?.request ?? body.errors?.[0]?.extensions.issues?.[0]?.code ?? JSON.stringify(body.errors)
  }
}

function sent(officer: Officer, asOf: string, people: readonly string[]): Promise<SeenBatch> {
  return officer.send([HEADINGS, ...people], { areaCode: '26446', asOf, kind: 'CARD_ROLL' })
}
