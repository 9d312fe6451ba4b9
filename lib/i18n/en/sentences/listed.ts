/** The first five, then how many more. */
export function listed(names: readonly string[]): string {
  return names.length <= 5 ? names.join(", ") : `${names.slice(0, 5).join(", ")} and ${names.length - 5} more`;
}

/** The effect of a replacement on the services that use the file. */
export function changes(services: readonly string[]): string {
  if (services.length === 0) return "";
  return services.length === 1
    ? ` The service ${services[0]} uses it and changes with it.`
    : ` ${services.length} services use it and change with it: ${listed(services)}.`;
}
