/** One file of the client's build, by its path in `dist/client`. */
export interface ClientFile {
  readonly path: string
  readonly text: string
}
