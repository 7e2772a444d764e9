import { isObject, type Keeper } from './keeper.ts'

/** A few values by key; of more than there are slots, older ones give way. */
export interface Slots {
  get(key: string): unknown
  put(key: string, value: unknown): void
  clear(): void
}

/** Slots have fixed names, so that nothing is left behind in a storage whose list of keys was lost. */
export function createSlots(keeper: Keeper, name: string, count: number): Slots {
  const stored = keeper.read(name)
  const keys: string[] = Array.isArray(stored) ? stored.slice(0, count) : []
  let turn = keys.length
  const nameOf = (slot: number): string => `${name}.${slot}`
  return {
    get: (key) => {
      const slot = keys.indexOf(key)
      const kept = slot < 0 ? null : keeper.read(nameOf(slot))
      // Another instance may have taken the slot.
      return isObject(kept) && kept.key === key ? kept.value : null
    },
    put: (key, value) => {
      let slot = keys.indexOf(key)
      if (slot < 0) {
        slot = turn++ % count
        keys[slot] = key
        keeper.write(name, JSON.stringify(keys))
      }
      keeper.write(nameOf(slot), JSON.stringify({ key, value }))
    },
    clear: () => {
      for (let slot = 0; slot < count; slot++) keeper.drop(nameOf(slot))
      keeper.drop(name)
      keys.length = 0
    },
  }
}
