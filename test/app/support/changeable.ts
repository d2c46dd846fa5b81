import { rows, type SqlSession } from '../../../src/kernel/sql.ts'

/** All that a mutation could change. */
export async function changeable(em: SqlSession): Promise<string> {
  const tables = [
    'import_batch',
    'campaign',
    'outreach_team',
    'survey_round',
    'api_key',
    'api_key_grant',
    'account',
    'account_grant',
    'match_decision',
    'segment',
    'segment_version',
    'person_request',
  ]
  const found = await Promise.all(
    tables.map((table) => rows(em, `select to_jsonb(${table}) as row from ${table} order by 1`)),
  )
  return JSON.stringify(found)
}
