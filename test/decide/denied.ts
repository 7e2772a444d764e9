import { type Deny, DenyList } from '../../src/model/denies/deny-list.ts'

/** What a takedown list of these entries withdraws. */
export function denied(...entries: readonly Deny[]): DenyList {
  const list = { region: 'dach' as const, sequence: 1, entries, narrowings: [] }
  return DenyList.of({ list, sha256: '0'.repeat(64), packed: null }, 0)
}
