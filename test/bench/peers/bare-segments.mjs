// No GraphQL, no key, no log: one prepared statement a page, its rows as JSON.
import { createServer } from 'node:http'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.argv[2], max: 10 })

const PAGE = `
  select h.household_id::text as id, h.head_name as "headName", h.household_class as "householdClass",
    json_build_object('code', h.area_code, 'fullName', h.area_name) as area, home.members
  from (
    select * from peer.household_now where household_id > $1 order by household_id limit 100
  ) h
  cross join lateral (
    select coalesce(json_agg(json_build_object(
      'id', m.person_id::text, 'fullName', m.full_name, 'birthDate', m.birth_date, 'sex', m.sex,
      'relationToHead', m.relation_to_head,
      'enrolment', case when card.valid_from is not null then json_build_object('cardNumber', nullif(card.card_number, ''),
        'participantCode', card.participant_code, 'validFrom', card.valid_from,
        'validUntil', nullif(card.valid_until, 'infinity')) end) order by m.person_id), '[]') as members
    from peer.member_now m
    left join lateral (
      select e.* from enrolment e left join participant_code pc on pc.code = e.participant_code
      where e.person_id = m.person_id and e.valid_from <= current_date and current_date < e.valid_until
      order by pc.law_order, pc.code_no, e.valid_from, e.card_number limit 1
    ) card on true
    where m.household_id = h.household_id
  ) home
  order by h.household_id`

const server = createServer((request, response) => {
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', async () => {
    const { after } = JSON.parse(Buffer.concat(chunks))
    const { rows: nodes } = await pool.query({ name: 'page', text: PAGE, values: [after] })
    const pageInfo = { hasNextPage: nodes.length === 100, endCursor: nodes.at(-1)?.id ?? null }
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ data: { segment: { households: { nodes, pageInfo } } } }))
  })
})
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}/` }))
