/** Exchanges so often until it is stopped; then once more. */
export function exchangeRegularly(
  exchange: () => Promise<void>,
  everyMs: number,
): { readonly stop: () => Promise<void> } {
  const timer = setInterval(exchange, everyMs).unref();
  return {
    stop: () => {
      clearInterval(timer);
      return exchange();
    },
  };
}
