// No GraphQL, no key, no log: three prepared statements a page, their rows put together and written as JSON.
import { createServer } from 'node:http'
import pg from 'pg'
import { together } from './homes.mjs'
import { CARDS, MEMBERS } from './household-statements.mjs'

const pool = new pg.Pool({ connectionString: process.argv[2], max: 10 })
// Days as they are written, not as moments.
pg.types.setTypeParser(1082, (day) => day)
const rowsOf = async (name, text, values) => (await pool.query({ name, text, values })).rows

const HOUSEHOLDS = `
  select household_id as id, head_name as "headName", household_class as "householdClass", area_code, area_name
  from peer.household_now where household_id > $1 order by household_id limit 100`
const today = new Date().toISOString().slice(0, 10)

async function page(after) {
  const households = await rowsOf('households', HOUSEHOLDS, [after])
  const members = await rowsOf('members', MEMBERS, [households.map(({ id }) => id), today])
  return together(households, members, await rowsOf('cards', CARDS, [members.map(({ id }) => id), today]))
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
