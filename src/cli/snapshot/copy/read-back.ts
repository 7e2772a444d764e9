import { KvDoorError } from '../../../kv/kv-door-error.ts'
import type { KvRestSink } from '../../../kv/kv-rest-sink.ts'
import { type Patience, withPatience } from '../../../kv/patience.ts'

/** The namespace that artifacts are copied to. */
export interface Target {
  readonly sink: KvRestSink
  readonly patience: Patience
}

/** KV shows a write after a minute at most, not at once: a read may still return the former value. */
class ReadsBackDifferent extends KvDoorError {
  constructor(key: string, missing: boolean) {
    const fix = 'KV may need a minute: run the same command again, which does no harm'
    super(`${key} reads back ${missing ? 'as missing' : 'different'}`, { status: 200, fix, passing: true })
  }
}

/** Reads a value until it equals the one that was written; throws when it still differs after the last try. */
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
 * Writes a signed record and reads it back. A write whose answer was lost may still have succeeded, so the value that
 * is read back decides; the write's own error is thrown only when that value differs.
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
