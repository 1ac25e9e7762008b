/**
 * Decorates a method and its parameters as `@Sse('…') name(@Query('…') …)` does with `experimentalDecorators`. Nest
 * supports only those decorators, but TypeScript here, Vitest, tsx and Playwright treat them differently.
 */
export function decorateMethod(
  { prototype }: { readonly prototype: object },
  name: string,
  method: MethodDecorator,
  ...parameters: readonly ParameterDecorator[]
): void {
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name)
  if (!descriptor) throw new Error(`The class has no method ${name} to decorate.`)
  parameters.forEach((decorate, index) => decorate(prototype, name, index))
  method(prototype, name, descriptor)
}
