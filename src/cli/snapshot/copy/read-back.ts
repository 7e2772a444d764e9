import { KvDoorError } from '../../../kv/kv-door-error.ts'
import type { KvRestSink } from '../../../kv/kv-rest-sink.ts'
import { type Patience, withPatience } from '../../../kv/patience.ts'

/** Where artifacts are copied to. */
export interface Target {
  readonly sink: KvRestSink
  readonly patience: Patience
}

/** KV promises what was written within a minute, not at once: a read may find what was there before. */
class ReadsBackDifferent extends KvDoorError {
  constructor(key: string, missing: boolean) {
    const fix = 'KV may need a minute: run the same command again, which does no harm'
    super(`${key} reads back ${missing ? 'as missing' : 'different'}`, { status: 200, fix, passing: true })
  }
}

/** Reads a value until it is the one that was written; throws when it does not become it. */
export async function readBack<Value>(
  { patience }: Target,
  key: string,
  read: () => Promise<Value | null>,
  isRight: (value: Value) => boolean | Promise<boolean>,
): Promise<void> {
  const different = (error: unknown) => (error instanceof ReadsBackDifferent ? error : null)
  await withPatience(patience, different, async () => {
    const value = await read()
    if (value === null || !(await isRight(value))) throw new ReadsBackDifferent(key, value === null)
  })
}

/**
 * Puts a signed record and reads it back. A write whose answer was lost may have been carried out: what reads back
 * decides, and only then the write's own error counts.
 */
export async function announceThere(target: Target, key: string, text: string): Promise<void> {
  const { sink } = target
  const failure = await sink.put(key, text).then(
    () => null,
    (error: unknown) => ({ error }),
  )
  if (failure === null)
    return readBack(
      target,
      key,
      () => sink.getText(key),
      (value) => value === text,
    )
  const found = await sink.getText(key).catch(() => null)
  if (found !== text) throw failure.error
}
