import { Migration } from '@mikro-orm/migrations'
import { participantCodesSql } from '../seeds/participant-codes.ts'
import { access } from './0001-access.ts'
import { campaigns } from './0001-campaigns.ts'
import { disclosure } from './0001-disclosure.ts'
import { guards } from './0001-guards.ts'
import { privacy } from './0001-privacy.ts'
import { register } from './0001-register.ts'
import { segments } from './0001-segments.ts'
import { writes } from './0001-writes.ts'

/** Where the database remembers which migrations it has had. */
export const MIGRATION_TABLE = 'hub_migration'

/** The area that everything lies in: from the beginning, without end, and an ancestor of itself. */
const country = `
with vietnam as (
  insert into area (code, name, level, name_key, name_plain) values ('VN', 'Việt Nam', 0, 'việt nam', 'viet nam')
  returning area_id, level, valid_from, valid_until
)
insert into area_ancestor (area_id, ancestor_id, ancestor_level, valid_from, valid_until)
select area_id, area_id, level, valid_from, valid_until from vietnam;
`

class Register extends Migration {
  override up(): void {
    this.addSql(register)
    this.addSql(access)
    this.addSql(segments)
    this.addSql(campaigns)
    this.addSql(disclosure)
    this.addSql(privacy)
    // After all tables.
    this.addSql(guards)
    this.addSql(writes)
    this.addSql(country)
    this.addSql(participantCodesSql())
  }
}

/** Every migration, oldest first. A released one is never edited: write the next and add it here. */
export const migrationsList = [{ name: '0001-register', class: Register }] as const
