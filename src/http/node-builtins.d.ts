/** What is used here of the Node modules that workerd has under `nodejs_compat`; the types of Workers lack them. */
declare module 'node:zlib' {
  interface Gunzip extends AsyncIterable<Uint8Array> {
    /** Packed bytes that were used so far. */
    readonly bytesWritten: number
  }
  export function createGunzip(options: { readonly chunkSize: number }): Gunzip
}

declare module 'node:stream' {
  export function pipeline<Through>(
    source: AsyncIterable<Uint8Array>,
    through: Through,
    done: (error: unknown) => void,
  ): Through
}
