import { inspect, isDeepStrictEqual } from 'node:util'

/** How long the contract waits for what a store must do on its own, in milliseconds. */
const PATIENCE = 15_000

/** How often the contract looks again, in milliseconds. */
const INTERVAL = 10

/** Reports that a store breaks the contract. Test runners show it like the errors of their own assertions. */
export class ContractError extends Error {
  override readonly name = 'AssertionError'
}

/**
 * Compares two JSON values; a field that is undefined counts as absent.
 *
 * @param claim what must be true, as a sentence without its period
 * @throws ContractError that shows both values
 */
export function expectEqual(claim: string, actual: unknown, expected: unknown): void {
  if (isDeepStrictEqual(plain(actual), plain(expected))) return
  throw new ContractError(`${claim}. Expected ${show(expected)}, received ${show(actual)}.`)
}

/** @throws ContractError if the claim is false */
export function expectTrue(claim: string, isTrue: boolean): void {
  if (!isTrue) throw new ContractError(`${claim}.`)
}

/**
 * Expects a promise to reject.
 *
 * @throws ContractError if it resolves, or rejects with an error that `isRight` does not accept
 */
export async function expectRejection(
  claim: string,
  promise: Promise<unknown>,
  isRight: (error: unknown) => boolean,
): Promise<void> {
  const outcome = await soon(
    claim,
    promise.then(
      () => 'it resolved',
      (error: unknown) => (isRight(error) ? '' : `it rejected with ${show(error)}`),
    ),
  )
  if (outcome !== '') throw new ContractError(`${claim}, but ${outcome}.`)
}

/**
 * Waits for a promise.
 *
 * @throws ContractError if it does not settle within 15 seconds
 */
export async function soon<T>(claim: string, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new ContractError(`${claim}, but nothing happened for ${PATIENCE} ms.`)),
      PATIENCE,
    )
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Repeats a query until it returns something other than undefined or false.
 *
 * @throws ContractError if it does not within 15 seconds
 */
export async function eventually<T>(
  claim: string,
  query: () => Promise<T | undefined | false>,
): Promise<T> {
  for (const deadline = performance.now() + PATIENCE; performance.now() < deadline;) {
    const result = await soon(claim, query())
    if (result !== undefined && result !== false) return result
    await pause(INTERVAL)
  }
  throw new ContractError(`${claim}, but it did not happen for ${PATIENCE} ms.`)
}

/** @param time in milliseconds */
export function pause(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time))
}

function plain(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown)
}

function show(value: unknown): string {
  return inspect(value, { depth: 6, breakLength: Infinity, maxStringLength: 200 })
}
