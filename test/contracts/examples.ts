import type { Api, MediaContent } from '../../src/contracts/openapi/operation.ts'

/** An example with what it must pass, and where it stands. */
interface PlacedExample {
  readonly where: string
  readonly schema: MediaContent['schema']
  readonly value: unknown
}

/** Every example of an API: those of bodies, answers, parameters and headers. */
export function examplesOf(api: Api): readonly PlacedExample[] {
  return api.operations.flatMap(({ id, parameters = [], body, answers }) => {
    const headers = answers.flatMap((answer) => answer.headers ?? [])
    const ofContents = (where: string, contents: readonly MediaContent[]): PlacedExample[] =>
      contents.flatMap(({ schema, examples }) =>
        Object.entries(examples).map(([name, { value }]) => ({ where: `${id} ${where} ${name}`, schema, value })),
      )
    return [
      ...[...parameters, ...headers]
        .filter(({ example }) => example !== undefined)
        .map(({ name, schema, example }) => ({ where: `${id} ${name}`, schema, value: example })),
      ...ofContents('body', body?.contents ?? []),
      ...answers.flatMap(({ status, contents }) => ofContents(String(status), contents)),
    ]
  })
}
