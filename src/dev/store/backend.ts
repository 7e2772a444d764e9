/** The answer of Redis to one command, as the REST door sends it: RESP2 without the status/bulk distinction. */
export type Reply = string | number | null | readonly Reply[]

/** An error reply: Redis's own text, which starts with a code (`ERR …`, `WRONGTYPE …`). Not for errors of transport. */
export class ReplyError extends Error {
  override readonly name = 'ReplyError'
}

/** Something that executes Redis commands: the embedded store, or a real Redis behind the bridge. */
export interface CommandBackend {
  /** One command, name first. Rejects with `ReplyError` for an error reply. */
  execute(command: readonly string[]): Promise<Reply>
  /**
   * MULTI … EXEC: nothing else runs in between. A malformed command rejects the whole transaction with `EXECABORT`
   * before anything runs. A command that fails while it runs answers its own `ReplyError`; as in Redis, the others
   * still count.
   */
  transaction(commands: readonly (readonly string[])[]): Promise<(Reply | ReplyError)[]>
  close(): Promise<void>
}
