/** What Redis answers to one command, as the REST door sends it: RESP2 without the status/bulk distinction. */
export type Reply = string | number | null | readonly Reply[]

/** An error reply: Redis's own text, code first (`ERR …`, `WRONGTYPE …`). Never an error of transport. */
export class ReplyError extends Error {
  override readonly name = 'ReplyError'
}

/** Something that executes Redis commands: the embedded store, or a real Redis behind the bridge. */
export interface CommandBackend {
  /** One command, name first. Rejects with `ReplyError` for an error reply. */
  execute(command: readonly string[]): Promise<Reply>
  /**
   * MULTI … EXEC: nothing else runs in between. A malformed command rejects the whole with `EXECABORT`
   * before anything ran; one that fails while running answers its own `ReplyError`, and, as in Redis,
   * undoes none of the others.
   */
  transaction(commands: readonly (readonly string[])[]): Promise<(Reply | ReplyError)[]>
  close(): Promise<void>
}
