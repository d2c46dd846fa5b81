import { ClientError } from 'graphql-request'

/** The hub said no. */
export class HubRefusal extends Error {
  /** For programs: FORBIDDEN, BAD_USER_INPUT, NOT_FOUND, … */
  readonly code: string
  /** What exactly: `segment-expired`, `cursor-too-old`, …; null when the hub names none. */
  readonly reason: string | null
  /** Under which the hub's log has it. */
  readonly requestId: string | null

  constructor({ code, message, issues, requestId }: ToldRefusal) {
    super(message ?? code ?? 'the hub refused')
    this.name = 'HubRefusal'
    this.code = code ?? 'UNKNOWN'
    this.reason = issues?.[0]?.code ?? null
    this.requestId = requestId ?? null
  }
}

/** The one shape in which the hub says no. */
export interface ToldRefusal {
  readonly code?: string
  readonly message?: string
  readonly issues?: readonly { readonly code: string }[]
  readonly requestId?: string
}

/** The refusal in what graphql-request threw; what is none is given back as it is. */
export function refusalOf(error: unknown): unknown {
  if (!(error instanceof ClientError)) return error
  const [first] = error.response.errors ?? []
  if (first === undefined) return new HubRefusal(toldIn(error.response.body))
  return new HubRefusal({ ...(first.extensions as ToldRefusal), message: first.message })
}

/** What a door says before GraphQL is reached: the body is the refusal itself, or a proxy's page. */
function toldIn(body: unknown): ToldRefusal {
  try {
    return JSON.parse(String(body)) as ToldRefusal
  } catch {
    return {}
  }
}
