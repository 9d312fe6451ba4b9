/** 처음 다섯 개와 나머지 수. */
export function listed(names: readonly string[]): string {
  return names.length <= 5 ? names.join(", ") : `${names.slice(0, 5).join(", ")} 외 ${names.length - 5}개`;
}

/** 바꾸면 영향을 받는 서비스. */
export function changes(services: readonly string[]): string {
  if (services.length === 0) return "";
  return ` 이것을 쓰는 서비스(${listed(services)})도 함께 바뀝니다.`;
}
