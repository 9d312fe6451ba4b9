/** An amount that is in use at the same time, limited in all and for each address. */
export interface Ceiling {
  /**
   * Takes an amount for an address; null when there is no room for it. What is larger than the ceiling passes alone.
   *
   * @returns gives the amount back; a second call does nothing
   */
  take(address: string, amount: number): (() => void) | null;
}

export function createCeiling(most: number, mostPerAddress: number): Ceiling {
  const used = new Map<string, number>();
  let total = 0;
  return {
    take(address, amount) {
      const own = used.get(address) ?? 0;
      const fits = total === 0 || total + amount <= most;
      const fitsAddress = own === 0 || own + amount <= mostPerAddress;
      if (!fits || !fitsAddress) return null;
      total += amount;
      used.set(address, own + amount);
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        total -= amount;
        const left = (used.get(address) ?? 0) - amount;
        if (left > 0) used.set(address, left);
        else used.delete(address);
      };
    },
  };
}
