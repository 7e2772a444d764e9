import type { OpenApiDocument } from '../../src/contracts/openapi/document.ts'

type Part = Readonly<Record<string, unknown>>

/** What a reader of a document looks for and does not find: where, and what. */
export function gaps(document: OpenApiDocument): string[] {
  return [...operationGaps(document), ...namedGaps(document), ...propertyGaps(document, document, '')]
}

function operationGaps({ paths }: OpenApiDocument): string[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const where = `${method} ${path}`
      const { summary, operationId, requestBody, responses, parameters = [] } = operation
      const bodies = [
        ...contentsOf(requestBody, `${where} body`),
        ...Object.entries(asPart(responses)).flatMap(([status, answer]) => contentsOf(answer, `${where} ${status}`)),
      ]
      return [
        ...(isText(summary) ? [] : [`${where}: no summary`]),
        ...(isText(operationId) ? [] : [`${where}: no name`]),
        ...bodies.flatMap(([place, { examples }]) => (examples === undefined ? [`${place}: no example`] : [])),
        ...(parameters as readonly Part[])
          .filter(({ $ref, description }) => $ref === undefined && !isText(description))
          .map(({ name }) => `${where} ${name}: no description`),
      ]
    }),
  )
}

function contentsOf(holder: unknown, where: string): readonly (readonly [string, Part])[] {
  return Object.entries(asPart(asPart(holder).content)).map(([type, body]) => [`${where} ${type}`, asPart(body)])
}

/** Named parts: answers, headers, parameters and shapes. */
function namedGaps({ components }: OpenApiDocument): string[] {
  return Object.entries(components).flatMap(([kind, parts]) =>
    Object.entries(parts).flatMap(([name, part]) => [
      ...(isText(part.description) ? [] : [`${kind} ${name}: no description`]),
      ...(kind === 'responses' ? contentsOf(part, name) : []).flatMap(([place, { examples }]) =>
        examples === undefined ? [`${place}: no example`] : [],
      ),
    ]),
  )
}

/** Properties without a description, of their own or of the shape that they refer to, wherever they stand. */
export function propertyGaps(document: Part, part: unknown, where: string): string[] {
  if (typeof part !== 'object' || part === null) return []
  if (Array.isArray(part)) return part.flatMap((each, index) => propertyGaps(document, each, `${where}/${index}`))
  return Object.entries(part).flatMap(([key, value]) => {
    // What an example holds is a value, whatever its fields are called.
    if (key === 'examples' || key === 'example') return []
    const place = `${where}/${key}`
    const inside = propertyGaps(document, value, place)
    if (key !== 'properties') return inside
    const untold = Object.entries(asPart(value)).filter(([, property]) => !isDescribed(document, asPart(property)))
    return [...untold.map(([name]) => `${place}/${name}: no description`), ...inside]
  })
}

function isDescribed(document: Part, { description, $ref }: Part): boolean {
  return isText(description) || (typeof $ref === 'string' && isText(referred(document, $ref).description))
}

/** What a reference means; an empty object if there is nothing. */
export function referred(document: Part, reference: string): Part {
  return reference
    .replace('#/', '')
    .split('/')
    .reduce((node, name) => asPart(node[name]), document)
}

function asPart(value: unknown): Part {
  return typeof value === 'object' && value !== null ? (value as Part) : {}
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== ''
}
