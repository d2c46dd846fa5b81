import { BEARER, type TestHub } from './test-hub.ts'

/** A batch as an officer's page asks for it. */
export interface SeenBatch {
  readonly id: string
  readonly status: string
  readonly kind: string | null
  readonly outcomes: { readonly created: number; readonly rejected: number; readonly updated: number }
  readonly sheets: readonly {
    readonly columns: readonly { address: string; heading: string; field: string | null; confidence: number }[]
  }[]
  readonly issues: {
    readonly nodes: readonly { severity: string; code: string; address: string | null; message: string }[]
  }
}

const SEEN = `id status kind outcomes { created rejected updated }
  sheets { columns { address heading field confidence } }
  issues(first: 100) { nodes { severity code address message } }`

/** What an officer does over HTTP: send a file, look at its batch, say something of it. */
export class Officer {
  readonly #hub: TestHub
  readonly #key: Readonly<Record<string, string>>

  /** With the administrator's key, or another. */
  constructor(hub: TestHub, key = BEARER) {
    this.#hub = hub
    this.#key = key
  }

  /** Sends a .csv and waits until it is checked. */
  async send(lines: readonly string[], fields: Readonly<Record<string, string>> = {}): Promise<SeenBatch> {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) if (name !== 'fileName') form.set(name, value)
    form.set('file', new File([lines.join('\r\n')], fields.fileName ?? 'danh-sach.csv', { type: 'text/csv' }))
    const answer = await fetch(`${this.#hub.url}/imports`, { method: 'POST', headers: this.#key, body: form })
    const { id } = (await answer.json()) as { id: string }
    return this.look(id)
  }

  /** The batch as it stands once nothing runs. */
  async look(id: string): Promise<SeenBatch> {
    await this.#hub.hub.imports.settled(Number(Buffer.from(id, 'base64url').toString().split(':')[1]))
    const { body } = await this.#hub.ask<{ importBatch: SeenBatch }>(
      `query($id: ID!) { importBatch(id: $id) { ${SEEN} } }`,
      { id },
      this.#key,
    )
    if (!body.data) throw new Error(JSON.stringify(body.errors))
    return body.data.importBatch
  }

  /** A mutation on a batch (`commitBatch(id: $id) { id }`), then the batch; throws the hub's refusal. */
  async say(mutation: string, id: string, variables: Readonly<Record<string, unknown>> = {}): Promise<SeenBatch> {
    const { body } = await this.#hub.ask(mutation, { id, ...variables }, this.#key)
    const [error] = body.errors ?? []
    if (error) throw new Error(`${error.extensions.code} ${error.extensions.issues?.[0]?.code}: ${error.message}`)
    return this.look(id)
  }

  commit(id: string): Promise<SeenBatch> {
    return this.say('mutation($id: ID!) { commitBatch(id: $id) { id } }', id)
  }

  withdraw(id: string): Promise<SeenBatch> {
    return this.say('mutation($id: ID!) { withdrawBatch(id: $id) { id } }', id)
  }

  /** Corrections of columns: address → field, or null for “not used”. */
  recheck(id: string, columns: Readonly<Record<string, string | null>>): Promise<SeenBatch> {
    return this.say(
      'mutation($id: ID!, $columns: [ColumnChoice!]) { recheckBatch(id: $id, columns: $columns) { id } }',
      id,
      {
        columns: Object.entries(columns).map(([address, field]) => ({ address, field })),
      },
    )
  }
}

/** The list of the communes that the rolls of these tests speak of. */
export const COMMUNES_OF_XUAN_LOC = [
  'Tỉnh Thành Phố,Mã TP,Quận Huyện,Mã QH,Phường Xã,Mã PX',
  'Tỉnh Đồng Nai,75,Huyện Xuân Lộc,741,Xã Xuân Hòa,26443',
  'Tỉnh Đồng Nai,75,Huyện Xuân Lộc,741,Xã Xuân Hưng,26446',
]
