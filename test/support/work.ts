/**
 * Starts to count; the function that it returns says how many milliseconds of processor time this thread took since.
 * How busy others are is not the question.
 */
export function startWork(): () => number {
  const start = process.threadCpuUsage();
  return () => {
    const { user, system } = process.threadCpuUsage(start);
    return (user + system) / 1000;
  };
}
