import { NothingHere } from "@/components/views/nothing-here";
import { readChoices } from "../person";

export default async function NotFound() {
  return <NothingHere words={(await readChoices()).words.common.notFound} />;
}
