import type { AnswerHeader, Api, MediaContent, Operation, OperationAnswer, Parameter } from './operation.ts'
import { type JsonSchema, SchemaBook } from './schema-book.ts'

/**
 * How a document is made. Write schemas with zod: a description for each property (`.describe`), and a name for each
 * shape that readers should find under `components/schemas` (`.meta({ id, description })`). A schema that a Worker
 * bundles is written with `zod/mini` and without prose; `shape` describes it from a table in a module beside it, which
 * only the generator loads. Write each route as an `Operation`: bodies with `content(mediaType, schema, examples)`,
 * query parameters with `queryParameters`, answers that several routes give as one `OperationAnswer` with a `name`.
 * List them all in an `Api`, and hand it to `openApiDocument`. Put the API on the list of `test/contracts/apis.ts`: its
 * tests hold what every document has to have, and each example to its schema.
 */

/** An OpenAPI 3.1 document, as far as its readers here look into it. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0'
  readonly paths: Readonly<Record<string, Readonly<Record<string, JsonSchema>>>>
  readonly components: Readonly<Record<string, Readonly<Record<string, JsonSchema>>>>
  readonly [part: string]: unknown
}

/**
 * The document of an API, ready for `JSON.stringify`.
 *
 * @throws Error when two different things have one name
 */
export function openApiDocument(api: Api): OpenApiDocument {
  const writer = new Writer(api.operations)
  const paths: Record<string, Record<string, JsonSchema>> = {}
  for (const operation of api.operations) {
    const methods = paths[operation.path] ?? {}
    if (operation.method in methods) throw new Error(`${operation.method} ${operation.path} is described twice`)
    methods[operation.method] = writer.operation(operation)
    paths[operation.path] = methods
  }
  return {
    openapi: '3.1.0',
    info: {
      title: api.title,
      version: api.version,
      description: api.description,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [api.server],
    tags: Object.entries(api.tags).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      securitySchemes: api.securitySchemes,
      parameters: writer.parameters.named,
      headers: writer.headers.named,
      responses: writer.answers.named,
      schemas: writer.book.named,
    },
  }
}

/** Parts that several operations refer to: written once, by name. */
class Parts<Part extends object> {
  readonly named: Record<string, JsonSchema> = {}
  readonly #parts = new Map<string, Part>()

  constructor(private readonly kind: string) {}

  /** The reference to a part. @throws Error when another part has the name */
  reference(name: string, part: Part, write: () => JsonSchema): JsonSchema {
    const known = this.#parts.get(name)
    if (known !== undefined && known !== part) throw new Error(`two ${this.kind} have the name ${name}`)
    if (known === undefined) {
      this.#parts.set(name, part)
      this.named[name] = write()
    }
    return { $ref: `#/components/${this.kind}/${name}` }
  }
}

class Writer {
  readonly book = new SchemaBook()
  readonly parameters = new Parts<Parameter>('parameters')
  readonly headers = new Parts<AnswerHeader>('headers')
  readonly answers = new Parts<OperationAnswer>('responses')
  readonly #uses = new Map<Parameter, number>()

  constructor(operations: readonly Operation[]) {
    for (const parameter of operations.flatMap(({ parameters = [] }) => parameters)) {
      this.#uses.set(parameter, (this.#uses.get(parameter) ?? 0) + 1)
    }
  }

  operation({ id, tag, summary, description, security, parameters = [], body, answers }: Operation): JsonSchema {
    return {
      operationId: id,
      tags: [tag],
      summary,
      ...(description !== undefined && { description }),
      security: security.map((scheme) => (scheme === null ? {} : { [scheme]: [] })),
      ...(parameters.length > 0 && { parameters: parameters.map((parameter) => this.#parameter(parameter)) }),
      ...(body !== undefined && {
        requestBody: {
          description: body.description,
          required: true,
          content: this.#contents(body.contents, 'input'),
        },
      }),
      responses: Object.fromEntries(answers.map((answer) => [String(answer.status), this.#answer(answer)])),
    }
  }

  #parameter(parameter: Parameter): JsonSchema {
    const write = (): JsonSchema => this.#writtenParameter(parameter)
    return (this.#uses.get(parameter) ?? 0) > 1 ? this.parameters.reference(parameter.name, parameter, write) : write()
  }

  #writtenParameter({ name, in: place, description, schema, required, example }: Parameter): JsonSchema {
    const written = this.book.write(schema, 'input')
    return {
      name,
      in: place,
      description,
      required: required ?? place === 'path',
      // A list is one parameter, separated by commas.
      ...(written.type === 'array' && place === 'query' && { style: 'form', explode: false }),
      schema: written,
      ...(example !== undefined && { example }),
    }
  }

  #answer(answer: OperationAnswer): JsonSchema {
    const write = (): JsonSchema => ({
      description: answer.description,
      ...(answer.headers !== undefined && {
        headers: Object.fromEntries(answer.headers.map((header) => [header.name, this.#header(header)])),
      }),
      ...(answer.contents.length > 0 && { content: this.#contents(answer.contents, 'output') }),
    })
    return answer.name === undefined ? write() : this.answers.reference(answer.name, answer, write)
  }

  #header(header: AnswerHeader): JsonSchema {
    const { name, description, schema, example } = header
    return this.headers.reference(name, header, () => ({
      description,
      schema: this.book.write(schema, 'output'),
      ...(example !== undefined && { example }),
    }))
  }

  #contents(contents: readonly MediaContent[], io: 'input' | 'output'): JsonSchema {
    return Object.fromEntries(
      contents.map(({ mediaType, schema, examples }) => [
        mediaType,
        {
          schema: this.book.write(schema, io),
          ...(Object.keys(examples).length > 0 && { examples }),
        },
      ]),
    )
  }
}
