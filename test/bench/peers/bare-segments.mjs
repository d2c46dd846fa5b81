// No GraphQL, no key, no log: three prepared statements a page, their rows put together and written as JSON.
import { createServer } from 'node:http'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.argv[2], max: 10 })
// Days as they are written, not as moments.
pg.types.setTypeParser(1082, (day) => day)
const rowsOf = async (name, text, values) => (await pool.query({ name, text, values })).rows

const HOUSEHOLDS = `
  select household_id as id, head_name as "headName", household_class as "householdClass", area_code, area_name
  from peer.household_now where household_id > $1 order by household_id limit 100`
const MEMBERS = `
  select household_id, person_id as id, full_name as "fullName", birth_date as "birthDate", sex,
    relation_to_head as "relationToHead"
  from peer.member_now where household_id = any($1::bigint[]) order by person_id`
const CARDS = `
  select distinct on (e.person_id) e.person_id, nullif(e.card_number, '') as "cardNumber",
    e.participant_code as "participantCode", e.valid_from as "validFrom", nullif(e.valid_until, 'infinity') as "validUntil"
  from enrolment e left join participant_code pc on pc.code = e.participant_code
  where e.person_id = any($1::bigint[]) and e.valid_from <= current_date and current_date < e.valid_until
  order by e.person_id, pc.law_order, pc.code_no, e.valid_from, e.card_number`

async function page(after) {
  const households = await rowsOf('households', HOUSEHOLDS, [after])
  const members = await rowsOf('members', MEMBERS, [households.map(({ id }) => id)])
  const cards = new Map()
  for (const { person_id: person, cardNumber, participantCode, validFrom, validUntil } of await rowsOf('cards', CARDS, [
    members.map(({ id }) => id),
  ]))
    cards.set(person, { cardNumber, participantCode, validFrom, validUntil })
  const homes = new Map(households.map(({ id }) => [id, []]))
  for (const { household_id: home, id, fullName, birthDate, sex, relationToHead } of members)
    homes.get(home).push({ id, fullName, birthDate, sex, relationToHead, enrolment: cards.get(id) ?? null })
  return households.map(({ id, headName, householdClass, area_code: code, area_name: fullName }) => {
    return { id, headName, householdClass, area: { code, fullName }, members: homes.get(id) }
  })
}

const server = createServer((request, response) => {
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', async () => {
    const { after } = JSON.parse(Buffer.concat(chunks))
    const nodes = await page(after)
    const pageInfo = { hasNextPage: nodes.length === 100, endCursor: nodes.at(-1)?.id ?? null }
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ data: { segment: { households: { nodes, pageInfo } } } }))
  })
})
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}/` }))
