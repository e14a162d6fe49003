"""The words of the product as frozen dataclasses and enums; nothing here reads or writes."""
