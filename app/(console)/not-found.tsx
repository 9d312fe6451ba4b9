import { NothingHere } from "@/components/ui/empty-list";
import { readChoices } from "../person";

export default async function NotFound() {
  return <NothingHere words={(await readChoices()).words.common.notFound} />;
}
