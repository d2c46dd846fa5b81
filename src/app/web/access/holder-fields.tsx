import { useReader } from '../frame/reader.ts'
import { ENUMS } from '../hub/enums.ts'
import type { Purpose, Role } from './access-queries.ts'

/** What a key and an account have in common. */
export interface Held {
  readonly areaCodes: readonly string[]
  readonly on: string | null
  readonly until: string | null
  readonly readsFigures: boolean
  /** Null while the role is another than the one it was for. */
  readonly purposeCode: Purpose | null
}

interface HolderFieldsProps {
  readonly role: Role
  readonly onRole: (role: Role) => void
  /** What the fields hold before anybody writes; nothing when left out. */
  readonly held?: Held
  readonly areasOptional?: boolean
}

/** What the holder of a key or an account may do, where, on whose map and until when. */
export function HolderFields({ role, onRole, held, areasOptional }: HolderFieldsProps) {
  const { say } = useReader()
  return (
    <>
      <label>
        {say('role')}
        <select name="role" value={role} onChange={(event) => onRole(event.currentTarget.value as Role)}>
          {ENUMS.Role.map((each) => (
            <option key={each} value={each}>
              {say.term('Role', each)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say('purposeCode')}
        <select name="purposeCode" key={role}>
          {!held?.purposeCode && <option value="">{say('usualPurpose')}</option>}
          {ENUMS.Purpose.map((each) => (
            <option key={each} value={each} selected={each === held?.purposeCode}>
              {say.term('Purpose', each)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say('areaCodes')}
        <input name="areas" required={!areasOptional} autoComplete="off" defaultValue={held?.areaCodes.join(', ')} />
      </label>
      <label>
        {say('onMapOf')}
        <input name="on" type="date" defaultValue={held?.on ?? ''} />
      </label>
      <label>
        {say('validUntil')}
        <input name="until" type="date" defaultValue={held?.until ?? ''} />
      </label>
      {role === 'PARTNER' && (
        <label>
          {say('withFigures')}
          <input name="readsFigures" type="checkbox" defaultChecked={held?.readsFigures} />
        </label>
      )}
    </>
  )
}

/** The fields as both inputs of the contract want them. */
export function holderIn(form: FormData) {
  return {
    role: textIn(form, 'role'),
    areaCodes: listIn(form, 'areas'),
    on: textIn(form, 'on') || null,
    until: textIn(form, 'until') || null,
    readsFigures: form.get('readsFigures') !== null,
    purposeCode: textIn(form, 'purposeCode') || null,
  }
}

export function textIn(form: FormData, name: string): string {
  return String(form.get(name) ?? '').trim()
}

/** Codes or addresses with commas between. */
export function listIn(form: FormData, name: string): readonly string[] {
  return textIn(form, name)
    .split(/[\s,;]+/)
    .filter((each) => each !== '')
}
