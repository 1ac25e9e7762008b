import 'reflect-metadata'
import type { AddressInfo } from 'node:net'
import type { INestApplication, ModuleMetadata, Type } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { ExpressAdapter } from '@nestjs/platform-express'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import { onTestFinished } from 'vitest'

export const PLATFORMS = ['express', 'fastify'] as const
export type Platform = (typeof PLATFORMS)[number]

export interface NestForTest {
  readonly app: INestApplication
  /** `http://127.0.0.1:port`, without a trailing slash. */
  readonly origin: string
}

/** Creates a class, by which Nest identifies a module. */
export function moduleClass(): Type {
  // eslint-disable-next-line @typescript-eslint/no-extraneous-class -- Nest needs nothing but the class
  return class TestModule {}
}

/** Starts an application of Nest on a free port. It is closed when the test ends. */
export async function startNest(
  platform: Platform,
  metadata: ModuleMetadata,
  configure: (app: INestApplication) => unknown = () => undefined,
): Promise<NestForTest> {
  const root = { module: moduleClass(), ...metadata }
  const adapter = platform === 'express' ? new ExpressAdapter() : new FastifyAdapter()
  // Nest would print every start and every error that these tests cause, and end the process if it cannot start.
  const app = await NestFactory.create(root, adapter, { logger: false, abortOnError: false })
  await configure(app)
  await app.listen(0, '127.0.0.1')
  onTestFinished(async () => {
    app.getHttpServer().closeAllConnections()
    await app.close()
  })
  const { port } = app.getHttpServer().address() as AddressInfo
  return { app, origin: `http://127.0.0.1:${port}` }
}

/** Decorates a method and its parameters, as a project with `experimentalDecorators` does. */
export function decorateMethod(
  { prototype }: { readonly prototype: object },
  name: string,
  method: MethodDecorator,
  ...parameters: readonly ParameterDecorator[]
): void {
  parameters.forEach((decorate, index) => decorate(prototype, name, index))
  method(prototype, name, Object.getOwnPropertyDescriptor(prototype, name) ?? {})
}

export interface SentEvent {
  readonly id: string | undefined
  readonly event: string | undefined
  readonly data: Readonly<Record<string, unknown>>
}

/** Parses the whole body of an event stream. */
export async function readEvents(response: Response): Promise<readonly SentEvent[]> {
  const blocks = (await response.text()).split('\n\n').filter((block) => /^data: /m.test(block))
  return blocks.map((block) => {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1]
    return {
      id: field('id'),
      event: field('event'),
      // The server sends only JSON objects.
      data: JSON.parse(field('data') ?? '{}') as SentEvent['data'],
    }
  })
}

/** Reads an event stream to its end, and returns its text. */
export async function readText(response: Response): Promise<string> {
  return (await readEvents(response)).map(({ data }) => data['content'] ?? '').join('')
}

export function post(url: string, body: unknown, headers: Record<string, string> = {}) {
  return fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

/** Starts a run, and returns its id. */
export async function init(
  url: string,
  message: string,
  headers: Record<string, string> = {},
): Promise<string> {
  const response = await post(`${url}/init`, { message }, headers)
  const { sessionId } = (await response.json()) as { sessionId?: string }
  if (response.status !== 201 || !sessionId) throw new Error(`The status is ${response.status}.`)
  return sessionId
}
