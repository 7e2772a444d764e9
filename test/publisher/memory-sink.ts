import type { SnapshotSink } from '../../src/kv/snapshot-sink.ts'

export interface SinkCall {
  readonly method: 'put' | 'getBytes' | 'getText' | 'delete' | 'list'
  readonly key: string
}

/** KV as a publisher sees it, in memory: every call is written down, and any of them can go wrong. */
export class MemorySink implements SnapshotSink {
  readonly values = new Map<string, Uint8Array>()
  calls: SinkCall[] = []
  /** Called before each call, told its number since `forget` from 1; what it throws is what the call throws. */
  before: (call: SinkCall, number: number) => void | Promise<void> = () => undefined
  /** Called after each call that was done; what it throws is what the call throws. */
  after: () => void = () => undefined
  /** What a read finds instead of the value. */
  spoil: (key: string, value: Uint8Array) => Uint8Array | null = (_key, value) => value

  async put(key: string, value: Uint8Array | string): Promise<void> {
    await this.called({ method: 'put', key })
    this.values.set(key, typeof value === 'string' ? new TextEncoder().encode(value) : value.slice())
    this.after()
  }

  async getBytes(key: string): Promise<Uint8Array | null> {
    await this.called({ method: 'getBytes', key })
    this.after()
    return this.read(key)
  }

  async getText(key: string): Promise<string | null> {
    await this.called({ method: 'getText', key })
    this.after()
    const value = this.read(key)
    return value === null ? null : new TextDecoder().decode(value)
  }

  async delete(key: string): Promise<void> {
    await this.called({ method: 'delete', key })
    this.values.delete(key)
    this.after()
  }

  async list(prefix: string): Promise<readonly string[]> {
    await this.called({ method: 'list', key: prefix })
    this.after()
    return [...this.values.keys()].filter((key) => key.startsWith(prefix)).sort()
  }

  /** The keys that were put since `forget`, in order. */
  get puts(): readonly string[] {
    return this.calls.filter(({ method }) => method === 'put').map(({ key }) => key)
  }

  /** Forgets calls and faults; keeps what is stored. */
  forget(): void {
    this.calls = []
    this.before = () => undefined
    this.after = () => undefined
    this.spoil = (_key, value) => value
  }

  private async called(call: SinkCall): Promise<void> {
    this.calls.push(call)
    await this.before(call, this.calls.length)
  }

  private read(key: string): Uint8Array | null {
    const value = this.values.get(key)
    return value === undefined ? null : this.spoil(key, value)
  }
}
