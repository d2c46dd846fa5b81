/** Global ids of the contract's `Node`: opaque to clients, `Type:key` inside. */
export const NODE_TYPES = [
  'Area',
  'Household',
  'Person',
  'Enrolment',
  'Target',
  'ImportBatch',
  'Campaign',
  'SurveyRound',
  'Segment',
] as const
export type NodeType = (typeof NODE_TYPES)[number]

export function encodeNodeId(type: NodeType, key: string | number): string {
  return Buffer.from(`${type}:${key}`, 'utf8').toString('base64url')
}

/** The type and key of a global id; null when it is not one of ours. */
export function decodeNodeId(id: string): { readonly type: NodeType; readonly key: string } | null {
  const match = /^([A-Za-z]+):(.+)$/.exec(Buffer.from(id, 'base64url').toString('utf8'))
  const type = NODE_TYPES.find((name) => name === match?.[1])
  return type && match?.[2] ? { type, key: match[2] } : null
}
