/** Server settings of the hub's own PostgreSQL, by how much the data matters. */
type Settings = Readonly<Record<string, string>>

/** Reachable from this machine only, by password only; and nothing of a person in the log. */
const ALWAYS: Settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  jit: 'off',
  random_page_cost: '1.1',
  // Nobody replicates from this server: a table filled in the transaction that made it needs no log of its own.
  wal_level: 'minimal',
  max_wal_senders: '0',
  // A refused row's DETAIL shows its values, and a failed statement may hold them.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_line_prefix: '%m [%p] ',
}

const KEPT: Settings = {
  ...ALWAYS,
  shared_buffers: '256MB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  effective_cache_size: '1GB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  wal_compression: 'on',
}

/** A server that is thrown away: it need not survive a power cut. */
const THROWN_AWAY: Settings = {
  ...ALWAYS,
  shared_buffers: '64MB',
  work_mem: '8MB',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_wal_size: '1GB',
  checkpoint_timeout: '1h',
}

/** The `-c name=value` words for the server's command line. */
export function settingWords(port: number, throwAway: boolean): string[] {
  const settings = { ...(throwAway ? THROWN_AWAY : KEPT), port: String(port) }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}
