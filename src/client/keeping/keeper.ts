import type { DeviceStorage } from '../device.ts'

const PREFIX = 'firstframe.'

/** Keeps values by name, in memory and as far as possible in the device's storage. */
export interface Keeper {
  /** Null: it is not there, or cannot be read. */
  read(name: string): unknown
  write(name: string, text: string): void
  drop(name: string): void
}

/** A storage that throws, is full or has lost everything costs what would survive a restart, and nothing else. */
export function createKeeper(storage: DeviceStorage | undefined): Keeper {
  const memory: Record<string, string | null> = {}
  const attempt = <Value>(act: (storage: DeviceStorage) => Value): Value | null => {
    try {
      return storage === undefined ? null : act(storage)
    } catch {
      return null
    }
  }
  const drop = (name: string): void => {
    memory[name] = null
    attempt((kept) => kept.remove(PREFIX + name))
  }
  return {
    read: (name) => {
      const held = memory[name]
      const text = held === undefined ? attempt((kept) => kept.get(PREFIX + name)) : held
      return parsed(text)
    },
    write: (name, text) => {
      // What could not be replaced must not come back as if it were the newest.
      drop(name)
      memory[name] = text
      attempt((kept) => kept.set(PREFIX + name, text))
    },
    drop,
  }
}

/** JSON, or null where a text is none. */
export function parsed(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : null
  } catch {
    return null
  }
}

/** An object of any fields; an array is one, too. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
