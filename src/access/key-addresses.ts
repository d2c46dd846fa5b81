import { BlockList, isIP, isIPv6 } from 'node:net'
import { BadRequest } from '../kernel/page.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'

/** A key of an office needs one or two; each is looked at with every request. */
const MOST_NETWORKS = 20

/**
 * The networks that were asked for, as PostgreSQL writes them: `203.0.113.0/24`, `2001:db8::/32`; one address is a network of
 * its own. Throws `BadRequest`: `key-address-not-readable`, `key-address-within-network` when it has bits beyond its prefix,
 * `key-addresses-too-many`.
 */
export async function checkedNetworks(em: SqlSession, asked: readonly string[]): Promise<readonly string[]> {
  if (asked.length > MOST_NETWORKS)
    throw new BadRequest('key-addresses-too-many', `more than ${MOST_NETWORKS}`, { limit: MOST_NETWORKS })
  const texts = asked.map((text) => text.trim())
  const strange = texts.findIndex((text) => !isNetwork(text))
  if (strange >= 0)
    throw new BadRequest('key-address-not-readable', `no network: ${texts[strange]}`, {
      place: strange + 1,
      found: texts[strange] ?? '',
    })
  if (texts.length === 0) return []
  const found = await rows<{ network: string; place: number; exact: boolean }>(
    em,
    `select network(given)::text as network, place::int, given = network(given)::inet as exact
     from unnest($1::inet[]) with ordinality as asked (given, place) order by place`,
    [texts],
  )
  const within = found.find(({ exact }) => !exact)
  if (within)
    throw new BadRequest('key-address-within-network', `it lies in ${within.network}`, {
      place: within.place,
      network: within.network,
    })
  return found.map(({ network }) => network)
}

/** Whether somebody who calls from this address may show a key that is bound to these networks; bound to none, anybody may. */
export function isFrom(networks: readonly string[], address: string): boolean {
  if (networks.length === 0) return true
  if (isIP(address) === 0) return false
  const list = new BlockList()
  for (const network of networks) {
    const [first = '', prefix] = network.split('/')
    list.addSubnet(first, Number(prefix), familyOf(first))
  }
  // An IPv4 address that came over IPv6 (::ffff:203.0.113.7) is looked for among both.
  return list.check(address, familyOf(address))
}

function isNetwork(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/')
  // One that belongs to a card of the asking machine (fe80::1%eth0) means nothing here.
  if (isIP(address) === 0 || address.includes('%') || more.length > 0) return false
  const bits = isIPv6(address) ? 128 : 32
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits)
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4'
}
